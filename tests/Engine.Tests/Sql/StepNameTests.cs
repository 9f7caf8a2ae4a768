using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A table, or one that a query reads, may be called as the steps of a statement are.</summary>
public sealed partial class StepNameTests
{
    [Fact]
    public void NoTableIsTakenForAStep()
    {
        var options = TestSource.Options with { AsOf = new DateTime(2026, 1, 1) };
        var (connection, database) = RuleTable.Sqlite(Path.Combine(Repository.Root, "docs", "samples", "orders.csv"));
        using var open = connection;
        Run($"create temporary table few as select * from \"{database.Table}\" where customer_id like 'C000%'");
        database = database with { Table = "few" };
        var plain = TestSource.Engine.Connect(database, options, CancellationToken.None);
        var tried = 0;
        foreach (var (name, ask) in MetricTests.Questions().Where(question => question.Name is "ledger" or "churn" or "cohorts" or "win-backs" or "data"))
        {
            var steps = new SortedSet<string>(StringComparer.Ordinal);
            string expected;
            using (TestSource.Engine.WatchStatements(statement => steps.UnionWith(Step().Matches(statement).Select(match => match.Groups["name"].Value))))
            {
                expected = MetricTests.Text(ask(plain));
            }

            foreach (var step in steps)
            {
                Run($"create temporary view \"{step}\" as select * from \"{database.Table}\"");
                var asTable = TestSource.Engine.Connect(database with { Table = step }, options, CancellationToken.None);
                var asQuery = TestSource.Engine.Connect(database with { Table = null, Query = $"select * from {step}" }, options, CancellationToken.None);
                Assert.Equal((name, step, expected), (name, step, MetricTests.Text(ask(asTable))));
                Assert.Equal((name, step, expected), (name, step, MetricTests.Text(ask(asQuery))));
                Run($"drop view \"{step}\"");
                tried++;
            }
        }

        Assert.True(tried > 40);

        void Run(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [GeneratedRegex(@"(?:^|with (?:recursive )?|,\n)(?<name>[a-z_]+) as (?:(?:not )?materialized )?\(\n", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex Step();
}
