using System;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Engine.Tests.Sql;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Sessions on a real PostgreSQL: what goes wrong there, and what is left behind.</summary>
public sealed class SqlPostgresTests(PostgresFixture fixture)
{
    private const string Secret = "value-of-a-row";

    private static readonly Lock Gate = new();
    private static string? database;

    private string Database
    {
        get
        {
            lock (Gate)
            {
                return database ??= Make();
            }
        }
    }

    private DatabaseOptions Own => new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = fixture.Server.ConnectionString(Database), Table = "orders" };

    [Fact]
    public void OurConnectionsAreClosedAtTheServer()
    {
        var source = Connect(Own with { ConnectionString = Own.ConnectionString + ";Application Name=ours" });
        Assert.Equal(2, TestSource.Engine.GetLedger(source, new LedgerQuery(), CancellationToken.None).Entries.Count);
        using (var session = DatabaseSession.Open(Own with { ConnectionString = Own.ConnectionString + ";Application Name=ours" }, CancellationToken.None))
        {
            Assert.Equal(1L, session.Query(new SqlStatement("select n from generate_series(1, 10000000) as n", []), row => row.Number("n")).First());
            Assert.Equal(1L, Scalar("select count(*) from pg_stat_activity where application_name = 'ours'"));
        }

        // The server takes note of an end a little later.
        Assert.True(SpinWait.SpinUntil(() => Scalar("select count(*) from pg_stat_activity where application_name = 'ours'") is 0L, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void ASessionOnlyReadsAndSeesOneState()
    {
        using var session = DatabaseSession.Open(Own, CancellationToken.None);
        const string count = "select count(*) as n from orders";
        var before = session.Query(new SqlStatement(count, []), row => row.Number("n")).Single();
        Execute("insert into orders values ('X', '2024-01-01', 1, null)");
        Assert.Equal(before, session.Query(new SqlStatement(count, []), row => row.Number("n")).Single());
        Execute("delete from orders where customer = 'X'");
        Assert.Equal("DatabaseFailed", Failure(() => Assert.Single(session.Query(new SqlStatement("with d as (delete from orders returning 1 as n) select n from d", []), row => row.Number("n")))).ErrorId);
    }

    [Fact]
    public void AConnectionOfTheUserKeepsItsTransactionAndItsSettings()
    {
        using var mine = Open();
        using (var transaction = mine.BeginTransaction())
        {
            Execute(mine, "insert into orders values ('Y', '2024-03-05', 1, null)");
            Assert.Equal(new DateTime(2024, 3, 6), Connect(new() { Connection = mine, Table = "orders" }).AsOf);
            Assert.Equal("TableNotFound", Failure(() => Connect(new() { Connection = mine, Table = "missing" })).ErrorId);
            Execute(mine, "insert into orders values ('Z', '2024-04-05', 1, null)");
            Assert.Equal(new DateTime(2024, 4, 6), Connect(new() { Connection = mine, Table = "orders" }).AsOf);
            transaction.Rollback();
        }

        Execute(mine, "begin");
        Assert.Equal(new DateTime(2024, 2, 6), Connect(new() { Connection = mine, Table = "orders" }).AsOf);
        Execute(mine, "create temporary table written (a int); rollback");
        Assert.Equal(new DateTime(2024, 2, 6), Connect(new() { Connection = mine, Table = "orders" }).AsOf);
        Execute(mine, "create temporary table written (a int)");
        Assert.Equal(ConnectionState.Open, mine.State);
    }

    [Fact]
    public void AnAnswerLeftEarlyLeavesTheConnectionUsable()
    {
        using var mine = Open();
        using (var session = DatabaseSession.Open(new() { Connection = mine, Table = "orders" }, CancellationToken.None))
        {
            Assert.Equal(1L, session.Query(new SqlStatement("select n from generate_series(1, 10000000) as n", []), row => row.Number("n")).First());
        }

        using var transaction = mine.BeginTransaction();
        Execute(mine, "select 1");
    }

    [Fact]
    public void AStopEndsTheStatementAtTheServer()
    {
        using var mine = Open();
        using var stopping = new CancellationTokenSource();
        using var session = DatabaseSession.Open(new() { Connection = mine, Table = "orders" }, stopping.Token);
        var process = mine.ProcessID;
        var stopper = new Thread(() =>
        {
            SpinWait.SpinUntil(() => Scalar($"select count(*) from pg_stat_activity where pid = {process} and wait_event = 'PgSleep'") is 1L, TimeSpan.FromSeconds(30));
            stopping.Cancel();
        });
        stopper.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => Assert.Single(session.Query(new SqlStatement("select cast(pg_sleep(600) as text) as n", []), row => row.Text("n"))));
        stopper.Join();
        Assert.Equal(0L, Scalar($"select count(*) from pg_stat_activity where pid = {process} and state = 'active'"));
    }

    [Fact]
    public void AStopEndsAnImportThatGetsRowAfterRow()
    {
        using var stopping = new CancellationTokenSource();
        var options = Own with
        {
            ConnectionString = Own.ConnectionString + ";Application Name=reading",
            Table = null,
            Query = "select customer, date, amount from orders, generate_series(1, 100000) as a, generate_series(1, 100000) as b",
            CommandTimeout = 0,
        };
        var stopper = new Thread(() =>
        {
            SpinWait.SpinUntil(() => Scalar("select count(*) from pg_stat_activity where application_name = 'reading' and state = 'active' and query like '%generate_series%' and query not like '%1 = 0%'") is 1L, TimeSpan.FromSeconds(30));
            stopping.Cancel();
        });
        stopper.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => TestSource.Engine.ReadDatabase(options, TestSource.Options, stopping.Token));
        stopper.Join();
        Assert.True(SpinWait.SpinUntil(() => Scalar("select count(*) from pg_stat_activity where application_name = 'reading'") is 0L, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void AStatementMayTakeNoLongerThanItIsGiven()
    {
        using var session = DatabaseSession.Open(Own with { CommandTimeout = 1 }, CancellationToken.None);
        Assert.Equal("StatementTimedOut", Failure(() => Assert.Single(session.Query(new SqlStatement("select cast(pg_sleep(600) as text) as n", []), row => row.Text("n")))).ErrorId);
    }

    [Fact]
    public void AServerWithoutRoomSaysSo()
    {
        using var session = DatabaseSession.Open(Own with { ConnectionString = Own.ConnectionString + ";Options=-c work_mem=64kB -c temp_file_limit=64kB" }, CancellationToken.None);
        Assert.Equal("DatabaseFull", Failure(() => Assert.Single(session.Query(new SqlStatement("select count(distinct n) as n from generate_series(1, 100000) as n", []), row => row.Number("n")))).ErrorId);
    }

    [Fact]
    public void AConnectionThatIsCutGivesNoAnswer()
    {
        using var mine = Open();
        var source = Connect(new() { Connection = mine, Table = "orders" });
        using var session = DatabaseSession.Open(new() { Connection = mine, Table = "orders" }, CancellationToken.None);
        var failure = Failure(() =>
        {
            foreach (var row in session.Query(new SqlStatement("select n, repeat('x', 1000) as t from generate_series(1, 1000000) as n", []), row => row.Number("n")))
            {
                if (row == 1)
                {
                    Execute($"select pg_terminate_backend({mine.ProcessID})");
                }
            }
        });
        Assert.Equal(("ConnectionLost", FailureKind.ConnectionFailed), (failure.ErrorId, failure.Kind));

        // A connection that is closed is opened again.
        session.Dispose();
        Assert.Equal(new DateTime(2024, 2, 6), source.AsOf);
    }

    [Fact]
    public void AReaderKeepsItsConnectionBusy()
    {
        using var mine = Open();
        using var command = new NpgsqlCommand("select * from orders", mine);
        using var reader = command.ExecuteReader();
        Assert.Equal("ConnectionBusy", Failure(() => Connect(new() { Connection = mine, Table = "orders" })).ErrorId);
        Assert.True(reader.Read());
    }

    [Fact]
    public void ATransactionThatAnErrorEndedIsNotJoined()
    {
        using var mine = Open();
        Execute(mine, "begin");
        Assert.Throws<PostgresException>(() => Execute(mine, "select * from missing"));
        Assert.Equal("ConnectionBusy", Failure(() => Connect(new() { Connection = mine, Table = "orders" })).ErrorId);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Timeout=5", "DatabaseUnreachable")]
    [InlineData("Host=no-such-host.invalid;Timeout=5", "DatabaseUnreachable")]
    [InlineData("Database=missing", "DatabaseUnreachable")]
    [InlineData("Password=wrong-secret", "LoginRefused")]
    [InlineData("Password=", "LoginRefused")]
    [InlineData("Username=nobody", "LoginRefused")]
    public void AConnectionThatFailsTellsNoSecret(string with, string id)
    {
        var failure = Failure(() => Connect(Own with { ConnectionString = Own.ConnectionString + ";" + with }));
        Assert.Equal(id, failure.ErrorId);
        AssertNoSecret(failure);
    }

    [Fact]
    public void ACredentialLogsIn()
    {
        var options = Own with { ConnectionString = $"Host=127.0.0.1;Port={fixture.Server.Port};Database={Database}", Credential = new NetworkCredential(PostgresServer.Reader, fixture.Server.Password) };
        Assert.Equal(new DateTime(2024, 2, 6), Connect(options).AsOf);
        Assert.Equal("LoginRefused", Failure(() => Connect(options with { Credential = new NetworkCredential(PostgresServer.Reader, "wrong-secret") })).ErrorId);
    }

    [Fact]
    public void ARightThatIsMissingIsNamed()
    {
        Execute("drop role if exists stranger; create role stranger login password 'wrong-secret'");
        var failure = Failure(() => Connect(Own with { Credential = new NetworkCredential("stranger", "wrong-secret") }));
        Assert.Equal(("PermissionMissing", FailureKind.PermissionDenied), (failure.ErrorId, failure.Kind));
        AssertNoSecret(failure);
    }

    [Theory]
    [InlineData("missing", "TableNotFound")]
    [InlineData("Orders", "TableNotFound")]
    [InlineData("nowhere.orders", "TableNotFound")]
    [InlineData("elsewhere.public.orders", "TableNotFound")]
    [InlineData("orders; drop table orders", "TableNotFound")]
    [InlineData("orders\" ; drop table orders; --", "TableNameInvalid")]
    public void ATableThatIsNotThereIsNotFound(string table, string id)
    {
        Assert.Equal(id, Failure(() => Connect(Own with { Table = table })).ErrorId);
        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Theory]
    [InlineData("select * from missing")]
    [InlineData("select customer, date, amount from orders where customer = 'value-of-a-row' 'x'")]
    [InlineData("select customer, date, 1 / 0 as amount from orders order by nothing")]
    [InlineData("with d as (delete from orders returning *) select * from d")]
    [InlineData("select * into copied from orders")]
    [InlineData("select customer, date, amount from orders for update of nothing")]
    public void AQueryThatTheDatabaseRefusesIsToldInItsWords(string query)
    {
        var failure = Failure(() => Connect(Own with { Table = null, Query = query }));
        Assert.Equal("QueryInvalid", failure.ErrorId);
        Assert.Contains("It says: ", failure.Message, StringComparison.Ordinal);
        AssertNoSecret(failure);
        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Fact]
    public void ValuesOfRowsStayInTheDatabase()
    {
        var source = Connect(Own with { Table = null, Query = $"select customer, date, cast('{Secret}' || customer as numeric) as amount from orders" });
        var failure = Failure(() => TestSource.Engine.GetLedger(source, new LedgerQuery(), CancellationToken.None));
        Assert.Equal("DatabaseFailed", failure.ErrorId);
        Assert.Contains("22P02", failure.Message, StringComparison.Ordinal);
        AssertNoSecret(failure);
    }

    [Fact]
    public void TextsAreReadAsTheyWereChecked()
    {
        using var mine = Open();
        Execute(mine, "set standard_conforming_strings = off");
        var source = Connect(new() { Connection = mine, Query = "select customer, date, amount, '\\' as region from orders" });
        Assert.Equal(2, TestSource.Engine.GetLedger(source, new LedgerQuery { GroupBy = ["region"] }, CancellationToken.None).Entries.Count);
        using var command = new NpgsqlCommand("show standard_conforming_strings", mine);
        Assert.Equal("off", command.ExecuteScalar());
    }

    [Fact]
    public void AmountsBeyondAllBooksAreNoAnswer() =>
        Assert.Equal("MoneyOutOfRange", Failure(() => TestSource.Engine.GetLedger(Connect(Own with { Table = null, Query = "select customer, date, 1e30::numeric as amount from orders" }), new LedgerQuery(), CancellationToken.None)).ErrorId);

    [Fact]
    public void TablesAndTypesAreListed()
    {
        using var mine = Open();
        Assert.Contains("orders", TestSource.Engine.ListTables(mine));
        Assert.Contains("\"Other Schema\".\"the orders\"", TestSource.Engine.ListTables(mine));
        Assert.Equal(["customer", "date", "amount"], TestSource.Engine.ListColumns(mine, "\"Other Schema\".\"the orders\""));
        using var session = DatabaseSession.Open(Own, CancellationToken.None);
        var types = session.Describe("(select 'a'::text t, 1::smallint s, 1::bigint b, 1.5::numeric(12,2) n, 1::real r, 1::float8 d, now()::date y, now()::timestamp z, now()::timestamp(3) with time zone i, 1::money m, '{}'::jsonb j) as q");
        Assert.Equal(
            [SqlType.Text, SqlType.Integer, SqlType.Integer, SqlType.Exact, SqlType.Single, SqlType.Double, SqlType.Date, SqlType.DateTime, SqlType.Instant, SqlType.Other, SqlType.Text],
            types.Select(type => type.Type));
    }

    [Fact]
    public void RowsAreReadIntoMemory()
    {
        var table = (TransactionTable)TestSource.Engine.ReadDatabase(Own, TestSource.Options with { Columns = new() { Groups = ["region"] } }, CancellationToken.None);
        Assert.Equal((3, 27.5m), (table.Rows, table.Amount));
        Assert.Equal(Lines(table), Lines(Connect(Own)));

        static IEnumerable<string> Lines(CustomerSource source) => TestSource.Engine.GetLedger(source, new LedgerQuery { GroupBy = ["region"] }, CancellationToken.None).Entries
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Period} {entry.Group} {entry.New} {entry.Lost} {entry.ClosingValue:F4}"));
    }

    private static ConnectedSource Connect(DatabaseOptions options) => TestSource.Engine.Connect(options, TestSource.Options, CancellationToken.None);

    private static CustomerMetricsException Failure(Action action)
    {
        var failure = Assert.Throws<CustomerMetricsException>(action);
        Assert.Null(failure.InnerException);
        Assert.NotEmpty(failure.Remedy);
        return failure;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private void AssertNoSecret(CustomerMetricsException failure)
    {
        foreach (var secret in new[] { fixture.Server.Password, "wrong-secret", Secret, "Host=" })
        {
            Assert.DoesNotContain(secret, failure.ToString() + failure.Remedy + failure.Target, StringComparison.Ordinal);
        }
    }

    private string Make()
    {
        var name = fixture.Server.CreateDatabase();
        fixture.Server.Execute(name, """
            create table orders (customer text, date date, amount numeric(18, 4), region text);
            insert into orders values ('A', '2024-01-05', 10, 'North'), ('B', '2024-01-10', 20.5, 'South'), ('A', '2024-02-05', -3, 'North');
            create schema "Other Schema";
            create view "Other Schema"."the orders" as select customer, date, amount from orders;
            """);
        return name;
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(fixture.Server.ConnectionString(Database));
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        Execute(connection, sql);
    }

    private object? Scalar(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
