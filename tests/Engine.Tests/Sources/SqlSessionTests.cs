using System;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Tests;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Sessions on SQLite: what was opened is closed, and what the user gave is as it was.</summary>
public sealed class SqlSessionTests : IDisposable
{
    private const string Endless = "select n from (with recursive c(n) as (select 1 union all select n + 1 from c) select n from c)";

    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqlSessionTests()
    {
        connection.Open();
        Execute("create table orders (customer text, date text, amount numeric, region text)");
        Execute("insert into orders values ('A', '2024-01-05', 10, 'North'), ('B', '2024-01-10', 20.5, 'South'), ('A', '2024-02-05', -3, 'North')");
    }

    public void Dispose() => connection.Dispose();

    [Fact]
    public void AConnectionOfTheUserStaysOpenAndMayWriteAgain()
    {
        var ledger = TestSource.Engine.GetLedger(Connect(), new LedgerQuery(), CancellationToken.None);
        Assert.Equal(2, ledger.Entries.Count);
        Assert.Equal(ConnectionState.Open, connection.State);
        Execute("insert into orders values ('C', '2024-01-05', 1, null)");
        using var transaction = connection.BeginTransaction();
        transaction.Rollback();
    }

    [Fact]
    public void AClosedConnectionOfTheUserIsClosedAgain()
    {
        using var folder = new TemporaryFolder();
        using var mine = File(folder);
        Assert.Equal(ConnectionState.Closed, mine.State);
        var source = TestSource.Engine.Connect(new() { Connection = mine, Table = "orders" }, TestSource.Options, CancellationToken.None);
        Assert.Equal(ConnectionState.Closed, mine.State);
        Assert.Equal(new DateTime(2024, 1, 6), source.AsOf);
        Assert.Equal(ConnectionState.Closed, mine.State);
    }

    [Fact]
    public void ATransactionOfTheUserGoesOn()
    {
        using (var transaction = connection.BeginTransaction())
        {
            Execute("insert into orders values ('C', '2024-03-05', 1, null)");
            Assert.Equal(new DateTime(2024, 3, 6), Connect().AsOf);
            Assert.Equal("TableNotFound", Failure(() => Connect("missing")).ErrorId);
            Execute("insert into orders values ('D', '2024-04-05', 1, null)");
            Assert.Equal(new DateTime(2024, 4, 6), Connect().AsOf);
            transaction.Rollback();
        }

        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Fact]
    public void ATransactionThatTheUserTypedGoesOn()
    {
        Execute("begin");
        Execute("insert into orders values ('C', '2024-03-05', 1, null)");
        Assert.Equal(new DateTime(2024, 3, 6), Connect().AsOf);
        Execute("rollback");
        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Fact]
    public void ASessionOnlyReads()
    {
        using (var session = Open())
        {
            Assert.Equal(1L, Scalar("pragma query_only"));
        }

        Assert.Equal(0L, Scalar("pragma query_only"));
        Execute("pragma query_only = 1");
        Open().Dispose();
        Assert.Equal(1L, Scalar("pragma query_only"));
    }

    [Fact]
    public void AnAnswerMayBeLeftEarly()
    {
        using (var session = Open())
        {
            Assert.Equal(5L, session.Query(new SqlStatement(Endless, []), row => row.Number("n")).Skip(4).First());
            Assert.Equal(3L, session.Query(new SqlStatement("select count(*) as n from orders", []), row => row.Number("n")).Single());
        }

        Execute("drop table orders");
    }

    [Fact]
    public void ASessionWithinAnAnswerDisturbsNothing()
    {
        using (var session = Open())
        {
            foreach (var customer in session.Query(new SqlStatement("select customer from orders order by 1", []), row => row.Text("customer")))
            {
                Assert.NotNull(customer);
                Assert.Equal(new DateTime(2024, 2, 6), Connect().AsOf);
            }
        }

        Assert.Equal(0L, Scalar("pragma query_only"));
        Execute("drop table orders");
    }

    [Fact]
    public void AStopReachesAStatementThatGivesNoRow()
    {
        using var stopping = new CancellationTokenSource();
        using var session = DatabaseSession.Open(new() { Connection = connection }, stopping.Token);
        connection.CreateFunction("stop_at", (long n) => Stop(stopping, n));
        var statement = new SqlStatement($"select count(*) as n from ({Endless}) where stop_at(n) = 1", []);
        Assert.ThrowsAny<OperationCanceledException>(() => Assert.Single(session.Query(statement, row => row.Number("n"))));
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public void AStopReachesAnImport()
    {
        using var stopping = new CancellationTokenSource();
        connection.CreateFunction("stop_at", (long n) => Stop(stopping, n));
        var query = $"select 'A' as customer, '2024-01-01' as date, n as amount from ({Endless}) where stop_at(n) = 1";
        Assert.ThrowsAny<OperationCanceledException>(() => TestSource.Engine.ReadDatabase(new() { Connection = connection, Query = query }, TestSource.Options, stopping.Token));
    }

    [Fact]
    public void ADiskWithoutRoomIsTold()
    {
        const int full = 13;
        connection.CreateFunction<long>("put_aside", () => throw new SqliteException("database or disk is full", full));
        using var session = DatabaseSession.Open(new() { Connection = connection }, CancellationToken.None);
        Assert.Equal("DatabaseFull", Failure(() => Assert.Single(session.Query(new SqlStatement("select put_aside() as n", []), row => row.Number("n")))).ErrorId);
    }

    [Fact]
    public void ATimeoutHoldsWhereTheDriverKeepsNone()
    {
        using var session = DatabaseSession.Open(new() { Connection = connection, CommandTimeout = 1 }, CancellationToken.None);
        Assert.Equal("StatementTimedOut", Failure(() => Assert.Single(session.Query(new SqlStatement("select count(*) as n from (" + Endless + ")", []), row => row.Number("n")))).ErrorId);
        Assert.Equal(3L, session.Query(new SqlStatement("select count(*) as n from orders", []), row => row.Number("n")).Single());
    }

    [Fact]
    public void OurOwnConnectionMakesNoFileAndLeavesNoneOpen()
    {
        using var folder = new TemporaryFolder();
        var missing = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=none.db", Folder = folder.Path, Table = "orders" };
        Assert.Equal("DatabaseUnreachable", Failure(() => TestSource.Engine.Connect(missing, TestSource.Options, CancellationToken.None)).ErrorId);
        Assert.False(System.IO.File.Exists(folder.File("none.db")));

        File(folder).Dispose();
        var source = TestSource.Engine.Connect(missing with { ConnectionString = "Data Source=orders.db" }, TestSource.Options, CancellationToken.None);
        Assert.Equal(new DateTime(2024, 1, 6), source.AsOf);
        using var exclusive = new System.IO.FileStream(folder.File("orders.db"), System.IO.FileMode.Open, System.IO.FileAccess.ReadWrite, System.IO.FileShare.None);
        Assert.True(exclusive.CanWrite);
    }

    [Fact]
    public void RowsAreReadIntoMemory()
    {
        var statements = new List<string>();
        using var watch = TestSource.Engine.WatchStatements(statements.Add);
        var table = (TransactionTable)TestSource.Engine.ReadDatabase(new() { Connection = connection, Table = "orders" }, TestSource.Options with { Columns = new() { Groups = ["region"] } }, CancellationToken.None);
        Assert.Equal((3, 2, 27.5m, "orders"), (table.Rows, table.Customers, table.Amount, table.Name));
        Assert.Equal(["select * from \"orders\""], statements);
        var memory = TestSource.Engine.GetLedger(table, new LedgerQuery { GroupBy = ["region"] }, CancellationToken.None);
        var database = TestSource.Engine.GetLedger(Connect(), new LedgerQuery { GroupBy = ["region"] }, CancellationToken.None);
        Assert.Equal(memory.Entries.Select(Text), database.Entries.Select(Text));

        static string Text(CustomerLedgerEntry entry) => $"{entry.Period} {entry.Group} {entry.Opening} {entry.New} {entry.Lost} {entry.Closing} {entry.ClosingValue}";
    }

    [Fact]
    public void ABadRowIsNamedAsItIsAnywhere()
    {
        Execute("insert into orders values ('C', 'yesterday', 1, null)");
        var failure = Failure(() => TestSource.Engine.ReadDatabase(new() { Connection = connection, Table = "orders" }, TestSource.Options, CancellationToken.None));
        Assert.StartsWith("orders, row 4, column 'date': ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsReadBeforeItIsAsked()
    {
        var statements = new List<string>();
        using var watch = TestSource.Engine.WatchStatements(statements.Add);
        var source = Connect();
        Assert.Empty(statements);
        Assert.Null(source.KnownAsOf);
        TestSource.Engine.Resolve(source, CancellationToken.None);
        Assert.Single(statements);
        Assert.Equal(new DateTime(2024, 2, 6), source.KnownAsOf);
        Assert.Equal(source.KnownAsOf, source.AsOf);
        Assert.Single(statements);
    }

    [Fact]
    public void TablesAndColumnsAreListed()
    {
        Execute("create view \"big orders\" as select * from orders where amount > 15");
        Assert.Equal(["\"big orders\"", "orders"], TestSource.Engine.ListTables(connection));
        Assert.Equal(["customer", "date", "amount", "region"], TestSource.Engine.ListColumns(connection, "\"big orders\""));
    }

    [Theory]
    [InlineData("select customer, date, amount, amount from orders", "ColumnDuplicate")]
    [InlineData("select customer, date, amount, 1 as Amount from orders", "ColumnDuplicate")]
    [InlineData("select customer, date, amount, 1 as \"\" from orders", "ColumnWithoutName")]
    [InlineData("select customer, date, amount from missing", "QueryInvalid")]
    [InlineData("select customer, dates, amount from orders", "QueryInvalid")]
    [InlineData("select customer date amount from orders", "QueryInvalid")]
    [InlineData("select customer, date, amount from orders where region = ?1", "QueryInvalid")]
    [InlineData("select customer, date from orders", "ColumnNotFound")]
    [InlineData("drop table orders", "QueryInvalid")]
    public void AQueryThatCannotServeIsRefused(string query, string id)
    {
        var failure = Failure(() => TestSource.Engine.Connect(new() { Connection = connection, Query = query }, TestSource.Options, CancellationToken.None));
        Assert.Equal(id, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Fact]
    public void WhatTheDatabaseSaysComesWithoutTexts()
    {
        var failure = Failure(() => TestSource.Engine.Connect(new() { Connection = connection, Query = "select 'secret' 'secret', x from orders" }, TestSource.Options, CancellationToken.None));
        Assert.Contains("It says: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("orders; drop table orders")]
    [InlineData("orders) as x; drop table orders; --")]
    [InlineData("main.missing")]
    [InlineData("nowhere.orders")]
    public void ATableThatIsNotThereIsNotFound(string table)
    {
        Assert.Equal("TableNotFound", Failure(() => Connect(table)).ErrorId);
        Assert.Equal(3L, Scalar("select count(*) from orders"));
    }

    [Fact]
    public void OneTableOrOneQueryIsAsked()
    {
        Assert.Equal("TableOrQueryMissing", Failure(() => TestSource.Engine.Connect(new() { Connection = connection }, TestSource.Options, CancellationToken.None)).ErrorId);
        Assert.Equal("TableOrQueryMissing", Failure(() => TestSource.Engine.Connect(new() { Connection = connection, Table = "orders", Query = "select 1" }, TestSource.Options, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void RatesAreForMemory()
    {
        var options = TestSource.Options with { Currency = "EUR", ExchangeRates = [new("USD", null, 0.9m)] };
        Assert.Equal("RatesNotInDatabase", Failure(() => TestSource.Engine.Connect(new() { Connection = connection, Table = "orders" }, options, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void SumsBeyondAllBooksAreNoAnswer()
    {
        Execute("insert into orders select 'A', '2024-01-01', 899999999999999, null from (with recursive c(n) as (select 1 union all select n + 1 from c where n < 3) select n from c)");
        Assert.Equal("MoneyOutOfRange", Failure(() => TestSource.Engine.GetLedger(Connect(), new LedgerQuery(), CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void ALockedDatabaseIsNotWaitedForForever()
    {
        using var folder = new TemporaryFolder();
        using var writer = File(folder);
        writer.Open();
        using var exclusive = writer.CreateCommand();
        exclusive.CommandText = "begin exclusive";
        exclusive.ExecuteNonQuery();
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=orders.db;Default Timeout=1", Folder = folder.Path, Table = "orders", CommandTimeout = 1 };
        Assert.Equal("StatementTimedOut", Failure(() => TestSource.Engine.Connect(options, TestSource.Options, CancellationToken.None)).ErrorId);
    }

    [Fact]
    public void AFileThatIsNoDatabaseCannotBeOpened()
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllText(folder.File("orders.db"), new string('x', 5000));
        var options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = "Data Source=orders.db", Folder = folder.Path, Table = "orders" };
        Assert.Equal("DatabaseUnreachable", Failure(() => TestSource.Engine.Connect(options, TestSource.Options, CancellationToken.None)).ErrorId);
    }

    // In the middle of a statement that never ends and gives no row.
    private static long Stop(CancellationTokenSource stopping, long n)
    {
        if (n == 1000)
        {
            stopping.Cancel();
        }

        return 0;
    }

    private static SqliteConnection File(TemporaryFolder folder)
    {
        var made = new SqliteConnection($"Data Source={folder.File("orders.db")};Pooling=false");
        made.Open();
        using var command = made.CreateCommand();
        command.CommandText = "create table orders (customer text, date text, amount numeric); insert into orders values ('A', '2024-01-05', 10)";
        command.ExecuteNonQuery();
        made.Close();
        return made;
    }

    private static CustomerMetricsException Failure(Action action)
    {
        var failure = Assert.Throws<CustomerMetricsException>(action);
        Assert.Null(failure.InnerException);
        return failure;
    }

    private ConnectedSource Connect(string table = "orders") => TestSource.Engine.Connect(new() { Connection = connection, Table = table }, TestSource.Options, CancellationToken.None);

    private DatabaseSession Open() => DatabaseSession.Open(new() { Connection = connection }, CancellationToken.None);

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
