using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A table on three servers, each of which is asked for itself.</summary>
public sealed partial class ShardTests : IClassFixture<ShardTests.ClusterFixture>
{
    private const string Reader = "reader";
    private const int ShardCount = 3;

    private readonly PostgresCluster cluster;

    public ShardTests(ClusterFixture fixture)
    {
        Assert.SkipWhen(PostgresFixture.Reason is not null, $"Skipped: {PostgresFixture.Reason}.");
        cluster = fixture.Cluster;
    }

    [Fact]
    public void EveryFactIsTheSame()
    {
        var sets = Sets(isClean: true).Take(4).Append(Large()).ToList();
        foreach (var set in sets)
        {
            var source = Connect(cluster.Load(set), set);
            var differences = Equivalence.Differences(set, source).Select(difference => $"seed {set.Seed}: {difference}").ToList();
            Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        }

        Assert.Contains(sets, set => set.Refund is RefundRule.Original);
        Assert.Contains(sets, set => set.HasNumbersAsIds);
    }

    // Blanks at the ends of an id are no part of it, but of what a server is chosen by.
    [Fact]
    public void IdsThatAServerIsNotChosenByAreAnError()
    {
        var set = Sets(isClean: false).First();
        var source = Connect(cluster.Load(set), set);
        Action[] asked = [() => CustomerFacts.Ledger(source, Question(set), CancellationToken.None), () => _ = CustomerFacts.Summaries(source, Question(set).AsOf, [], CancellationToken.None).Count()];
        foreach (var ask in asked)
        {
            var error = Assert.Throws<CustomerMetricsException>(ask);
            Assert.Equal("RowsUnreadable", error.ErrorId);
            Assert.Contains("blanks at its ends", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FewLinesComeToTheCoordinator()
    {
        var set = Large();
        var table = cluster.Load(set);
        using var connection = new NpgsqlConnection(cluster.OwnerConnectionString);
        connection.Open();
        List<string> plans = [];
        connection.Notice += (_, told) => plans.Add(told.Notice.MessageText);
        Execute(connection, "LOAD 'auto_explain'; SET auto_explain.log_level = notice; SET auto_explain.log_analyze = on; SET auto_explain.log_min_duration = 0");

        // Neither a window nor a text compared binary is sent by the foreign tables: all rows come.
        var whole = CustomerFacts.Ledger(Connect(connection, table, set, perShard: false), Question(set), CancellationToken.None);
        Assert.True(RowsOf(plans, "Foreign Scan") >= set.Rows.Count, string.Join('\n', plans));
        plans.Clear();
        var merged = CustomerFacts.Ledger(Connect(connection, table, set, perShard: true), Question(set), CancellationToken.None);
        Assert.Equal(FactText.Of(whole), FactText.Of(merged));
        Assert.Equal(0, RowsOf(plans, "Foreign Scan"));
        Assert.InRange(RowsOf(plans, "Function Scan on dblink_get_result"), whole.Lines.Count, ShardCount * whole.Lines.Count);
        Assert.Equal(DBNull.Value, Scalar(connection, "SELECT dblink_get_connections()"));
    }

    [Fact]
    public void TheStatementsAreShown()
    {
        var set = Large();
        List<string> told = [];
        using var connection = new NpgsqlConnection(cluster.ConnectionString);
        var source = Connect(connection, cluster.Load(set), set, perShard: true);
        using (TestSource.Engine.WatchStatements(told.Add))
        {
            CustomerFacts.Ledger(source, Question(set), CancellationToken.None);
        }

        Assert.Equal(2, told.Count);
        Assert.Equal(ShardCount, Regex.Count(told[0], "dblink_send_query", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        Assert.Contains("group by period", told[1], StringComparison.Ordinal);
        Assert.All(told, text => Assert.DoesNotContain(cluster.Password, text, StringComparison.Ordinal));
    }

    [Fact]
    public void NamesAreNothingButNames()
    {
        const string name = "we\"ird $$ ' name $shard$ @x ? \\";
        var quoted = PostgresTable.Quote(name);
        cluster.ExecuteOnShards($"CREATE TABLE {quoted} ({quoted} text, day date, amount numeric)");
        cluster.Execute($"CREATE TABLE {quoted} ({quoted} text, day date, amount numeric) PARTITION BY HASH ({quoted})");
        for (var i = 0; i < ShardCount; i++)
        {
            cluster.Execute($"CREATE FOREIGN TABLE part_{i} PARTITION OF {quoted} FOR VALUES WITH (MODULUS {ShardCount}, REMAINDER {i}) SERVER shard{i} OPTIONS (schema_name 'public', table_name '{name.Replace("'", "''", StringComparison.Ordinal)}')");
        }

        cluster.Execute($"INSERT INTO {quoted} SELECT 'customer ' || i, date '2024-01-01' + i, i FROM generate_series(1, 50) i");
        var options = TestSource.Options with { Columns = new() { Customer = name, Date = "day", Amount = "amount" } };
        var source = TestSource.Engine.Connect(new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Table = quoted, PerShard = true }, options, CancellationToken.None);
        var asOf = PeriodCalendar.Day(source.AsOf);
        var lines = CustomerFacts.Ledger(source, new(PeriodUnit.Year, ActivityRule.Period, 0, asOf, RefundRule.Net, [name]), CancellationToken.None).Lines;
        Assert.Equal(50, lines.Sum(line => line.Line.New));
        Assert.Equal(50, lines.Count);
        List<string> told = [];
        using (TestSource.Engine.WatchStatements(told.Add))
        {
            Assert.Equal(50, CustomerFacts.Totals(source, asOf, CancellationToken.None).Customers);
        }

        // What is shown can be run: nothing of it ends a text too early.
        using var connection = new NpgsqlConnection(cluster.OwnerConnectionString);
        connection.Open();
        for (var i = 0; i < ShardCount; i++)
        {
            var connected = Regex.Match(told[0], $@"-- @connection{i} = (?<name>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["name"].Value;
            Execute(connection, $"SELECT dblink_connect('{connected}', 'shard{i}')");
        }

        Execute(connection, Regex.Replace(told[0], @"@connection(?<i>\d)", match => $"'{Regex.Match(told[0], $@"-- {match.Value} = (?<name>\w+)").Groups["name"].Value}'", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void ACommandThatIsStoppedStopsTheShards()
    {
        var set = Large();
        var table = cluster.Load(set);
        using var stop = new CancellationTokenSource();
        using var connection = new NpgsqlConnection(cluster.ConnectionString);
        connection.Open();
        using (var held = Hold(table))
        {
            var source = Connect(connection, table, set, perShard: true);
            var asked = Task.Run(() => CustomerFacts.Ledger(source, Question(set), stop.Token), CancellationToken.None);
            Until(1, Waiting(table));
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => asked.GetAwaiter().GetResult());
            Until(0, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'");
        }

        // The connection is as it was.
        Assert.Equal(DBNull.Value, Scalar(connection, "SELECT dblink_get_connections()"));
        Assert.NotEmpty(CustomerFacts.Ledger(Connect(connection, table, set, perShard: true), Question(set), CancellationToken.None).Lines);
    }

    [Fact]
    public void AStatementThatTakesTooLongStopsTheShards()
    {
        var set = Large();
        var table = cluster.Load(set);
        using var held = Hold(table);
        var source = TestSource.Engine.Connect(
            new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Table = table, PerShard = true, CommandTimeout = 1 }, SqlLaboratory.Options(set) with { AsOf = set.End }, CancellationToken.None);
        Assert.Equal("StatementTimedOut", Assert.Throws<CustomerMetricsException>(() => CustomerFacts.Ledger(source, Question(set), CancellationToken.None)).ErrorId);
        Until(0, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'");
    }

    [Fact]
    public void AShardThatIsStoppedInTheMiddleLeavesNoAnswer()
    {
        using var own = PostgresCluster.Start();
        var set = Large();
        var table = own.Load(set);
        var source = TestSource.Engine.Connect(Options(new NpgsqlConnection(own.ConnectionString), table), SqlLaboratory.Options(set) with { AsOf = set.End }, CancellationToken.None);
        var lines = new List<object>();
        Assert.NotEmpty(CustomerFacts.Ledger(source, Question(set), CancellationToken.None).Lines);
        using (var held = Hold(own, table))
        {
            var asked = Task.Run(() => lines.AddRange(CustomerFacts.Summaries(source, Question(set).AsOf, [], CancellationToken.None).Cast<object>()));
            Until(own, 1, Waiting(table));
            own.StopShard(1);
            AssertLost(own, Assert.Throws<CustomerMetricsException>(() => asked.GetAwaiter().GetResult()));
        }

        // Nor before it begins.
        AssertLost(own, Assert.Throws<CustomerMetricsException>(() => lines.AddRange(CustomerFacts.Summaries(source, Question(set).AsOf, [], CancellationToken.None).Cast<object>())));
        Assert.Empty(lines);
    }

    [Fact]
    public void RightsThatAreMissingAreNamed()
    {
        var set = Large();
        var table = cluster.Load(set);
        var source = Connect(table, set);
        cluster.Execute($"REVOKE USAGE ON FOREIGN SERVER shard2 FROM {Reader}");
        var error = Assert.Throws<CustomerMetricsException>(() => CustomerFacts.Ledger(source, Question(set), CancellationToken.None));
        cluster.Execute($"GRANT USAGE ON FOREIGN SERVER shard2 TO {Reader}");
        Assert.Equal("PermissionMissing", error.ErrorId);
        Assert.Contains("shard2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PARTITION BY HASH (amount)", "")]
    [InlineData("PARTITION BY HASH (customer, day)", "")]
    [InlineData("PARTITION BY HASH (lower(customer))", "")]
    [InlineData("", "")]
    [InlineData("PARTITION BY HASH (customer)", "")]
    [InlineData("PARTITION BY HASH (customer)", "CREATE TABLE {0}_part PARTITION OF {0} FOR VALUES WITH (MODULUS 1, REMAINDER 0)")]
    [InlineData("PARTITION BY HASH (customer)", "CREATE TABLE {0}_part PARTITION OF {0} FOR VALUES WITH (MODULUS 1, REMAINDER 0) PARTITION BY RANGE (day)")]
    public void OtherTablesHaveNoShards(string by, string part)
    {
        var table = $"other{Interlocked.Increment(ref others)}";
        cluster.Execute($"CREATE TABLE {table} (customer text, day date, amount numeric) {by}; {string.Format(CultureInfo.InvariantCulture, part, table)}");
        Assert.Equal("ShardsNotFound", Refused(new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Table = table, PerShard = true }).ErrorId);
    }

    [Fact]
    public void AColumnKeepsItsName()
    {
        cluster.Execute("CREATE TABLE renamed (customer text, day date, amount numeric) PARTITION BY HASH (customer); CREATE FOREIGN TABLE renamed_0 PARTITION OF renamed FOR VALUES WITH (MODULUS 1, REMAINDER 0) SERVER shard0; ALTER FOREIGN TABLE renamed_0 ALTER COLUMN amount OPTIONS (ADD column_name 'money')");
        Assert.Equal("ShardColumnRenamed", Refused(new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Table = "renamed", PerShard = true }).ErrorId);
    }

    [Fact]
    public void OnlyTablesOfPostgreSqlHaveShards()
    {
        Assert.Equal("ShardingNotSupported", Refused(new() { Connection = new NpgsqlConnection(cluster.ConnectionString), Query = "select 'a' as customer, date '2024-01-01' as day, 1 as amount", PerShard = true }).ErrorId);
        using var sqlite = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        Execute(sqlite, "create table sales (customer text, day text, amount integer)");
        Assert.Equal("ShardingNotSupported", Refused(new() { Connection = sqlite, Table = "sales", PerShard = true }).ErrorId);
    }

    public sealed class ClusterFixture : IDisposable
    {
        private readonly Lazy<PostgresCluster> cluster = new(PostgresCluster.Start);

        internal PostgresCluster Cluster => cluster.Value;

        public void Dispose()
        {
            if (cluster.IsValueCreated)
            {
                cluster.Value.Dispose();
            }
        }
    }

    private static int others;

    private static SqlRows Large() => Enumerable.Range(0, 100).Select(seed => new SqlRows(seed, 600)).First(set => IsClean(set) && set.Rows.DistinctBy(row => row.Customer).Skip(7).Any());

    private static bool IsClean(SqlRows set) => set.Rows.All(row => row.Customer == row.Customer.Trim(' ', '\t', '\r', '\n'));

    // Many customers, so that no server has all of them, and each kind of set.
    private static IEnumerable<SqlRows> Sets(bool isClean) => Enumerable.Range(0, 400).Select(seed => new SqlRows(seed))
        .Where(set => set.Rows.Count > 30 && set.Rows.DistinctBy(row => row.Customer).Skip(3).Any() && IsClean(set) == isClean)
        .DistinctBy(set => isClean ? (set.Refund, set.HasNumbersAsIds) : default);

    private static LedgerQuestion Question(SqlRows set) => new(PeriodUnit.Month, ActivityRule.Period, 0, DateOnly.FromDateTime(set.End).DayNumber, set.Refund, []);

    private static DatabaseOptions Options(NpgsqlConnection connection, string table, bool perShard = true) => new() { Connection = connection, Table = table, PerShard = perShard };

    private ConnectedSource Connect(string table, SqlRows set) => TestSource.Engine.Connect(Options(new NpgsqlConnection(cluster.ConnectionString), table), SqlLaboratory.Options(set), CancellationToken.None);

    private static ConnectedSource Connect(NpgsqlConnection connection, string table, SqlRows set, bool perShard) => TestSource.Engine.Connect(Options(connection, table, perShard), SqlLaboratory.Options(set) with { AsOf = set.End }, CancellationToken.None);

    private static CustomerMetricsException Refused(DatabaseOptions options) => Assert.Throws<CustomerMetricsException>(() =>
        TestSource.Engine.Connect(options, TestSource.Options with { Columns = new() { Customer = "customer", Date = "day", Amount = "amount" } }, CancellationToken.None));

    private static void AssertLost(PostgresCluster own, CustomerMetricsException error)
    {
        Assert.Equal("ShardLost", error.ErrorId);
        Assert.Contains("shard1", error.Message, StringComparison.Ordinal);
        Assert.All(own.Passwords, password => Assert.DoesNotContain(password, error.ToString(), StringComparison.Ordinal));
    }

    private NpgsqlConnection Hold(string table) => Hold(cluster, table);

    // Whoever reads the table on the second shard waits for as long as this connection is open.
    private static NpgsqlConnection Hold(PostgresCluster of, string table)
    {
        var connection = new NpgsqlConnection(of.Shards.ElementAt(1));
        connection.Open();
        Execute(connection, $"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
        return connection;
    }

    private static string Waiting(string table) => $"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted";

    private void Until(long count, string question) => Until(cluster, count, question);

    private static void Until(PostgresCluster of, long count, string question)
    {
        using var connection = new NpgsqlConnection(of.Shards.ElementAt(1));
        connection.Open();
        const int attempts = 100_000;
        Assert.Contains(Enumerable.Range(0, attempts), _ => count.Equals(Scalar(connection, question)));
    }

    private static long RowsOf(IEnumerable<string> plans, string node) => plans.SelectMany(plan => plan.Split('\n')).Where(line => line.Contains(node, StringComparison.Ordinal))
        .Select(line => Actual().Match(line)).Where(match => match.Success).Sum(match => long.Parse(match.Groups["rows"].Value, CultureInfo.InvariantCulture));

    private static void Execute(System.Data.Common.DbConnection connection, string sql) => Scalar(connection, sql);

    private static object? Scalar(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    [GeneratedRegex(@"actual [^)]*rows=(?<rows>\d+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Actual();
}
