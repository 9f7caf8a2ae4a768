using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// The same rows give the same facts, to the last digit, from memory, SQLite and PostgreSQL. A case is its seed: the same everywhere.
/// CUSTOMERMETRICS_SQL_SEEDS says how many, and CUSTOMERMETRICS_SQL_FROM from which seed on; the ordinary suite takes a few dozen.
/// </summary>
public sealed class EquivalenceTests(PostgresFixture postgres)
{
    private const int OrdinarySeeds = 36;
    private const string Table = "sales";

    private static readonly long Seeds = Number("CUSTOMERMETRICS_SQL_SEEDS", OrdinarySeeds);
    private static readonly long From = Number("CUSTOMERMETRICS_SQL_FROM", 0);

    [Fact]
    public void SqliteAnswersAsMemoryDoes() => Compare((set, compare) =>
    {
        using var connection = SqlLaboratory.Sqlite(set, Table);
        compare(TestSource.Engine.Connect(Named(set, Table) with { Connection = connection }, SqlLaboratory.Options(set), CancellationToken.None));
    });

    [Fact]
    public void PostgresAnswersAsMemoryDoes()
    {
        var laboratory = new SqlLaboratory(postgres.Server);
        Compare((set, compare) =>
        {
            var (connectionString, table) = laboratory.Postgres(set);
            using var connection = new NpgsqlConnection(connectionString);
            connection.Open();
            compare(TestSource.Engine.Connect(Named(set, table) with { Connection = connection }, SqlLaboratory.Options(set), CancellationToken.None));
        });
    }

    // A query instead of a table for some.
    private static DatabaseOptions Named(SqlRows set, string table) =>
        set.Choose("table or query", 3) == 0 ? new() { Query = $"SELECT * FROM {table} -- all of them" } : new() { Table = table };

    private static void Compare(Action<SqlRows, Action<ConnectedSource>> connect)
    {
        var failures = new ConcurrentQueue<(long Seed, string Text)>();
        var next = From - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            for (var seed = Interlocked.Increment(ref next); seed < From + Seeds; seed = Interlocked.Increment(ref next))
            {
                var set = new SqlRows(seed);
                try
                {
                    connect(set, source =>
                    {
                        foreach (var difference in Equivalence.Differences(set, source))
                        {
                            failures.Enqueue((seed, difference));
                        }
                    });
                }
                catch (Exception e)
                {
                    failures.Enqueue((seed, $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}"));
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.True(failures.IsEmpty, Tell(failures));
    }

    private static long Number(string variable, long ordinary) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } number ? long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) : ordinary;

    // Of each fact the few cases with the fewest rows tell most.
    private static string Tell(IReadOnlyCollection<(long Seed, string Text)> failures)
    {
        const int shown = 3;
        var facts = failures.GroupBy(failure => failure.Text.Split(' ', 2)[0]).OrderByDescending(fact => fact.Count()).ToList();
        return $"{failures.Count} answers of {Seeds} seeds differ: {string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Count()}"))}\n" +
            string.Join("\n\n", facts.SelectMany(fact => fact.OrderBy(failure => new SqlRows(failure.Seed).Rows.Count).Take(shown)).Select(failure => $"seed {failure.Seed}: {failure.Text}"));
    }
}
