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
    public void SqliteAnswersAsMemoryDoes() => Compare((set, options, compare) =>
    {
        using var connection = SqlLaboratory.Sqlite(set, Table);
        compare(TestSource.Engine.Connect(Named(set, Table) with { Connection = connection }, options, CancellationToken.None));
    });

    [Fact]
    public void PostgresAnswersAsMemoryDoes()
    {
        var laboratory = new SqlLaboratory(postgres.Server);
        Compare((set, options, compare) =>
        {
            var (connectionString, table) = laboratory.Postgres(set);
            using var connection = new NpgsqlConnection(connectionString);
            connection.Open();
            compare(TestSource.Engine.Connect(Named(set, table) with { Connection = connection }, options, CancellationToken.None));
        });
    }

    // A query instead of a table for some.
    private static DatabaseOptions Named(SqlRows set, string table) =>
        set.Seed % 4 == 3 ? new() { Query = $"SELECT * FROM {table} -- all of them" } : new() { Table = table };

    private static void Compare(Action<SqlRows, ImportOptions, Action<CustomerSource>> connect)
    {
        var failures = new ConcurrentQueue<(long Seed, string Text)>();
        var next = From - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            for (var seed = Interlocked.Increment(ref next); seed < From + Seeds; seed = Interlocked.Increment(ref next))
            {
                var set = new SqlRows(seed);
                var options = SqlLaboratory.Options with { Refund = (RefundRule)(seed % Enum.GetValues<RefundRule>().Length) };
                try
                {
                    connect(set, options, source => Compare(set, options, source, text => failures.Enqueue((set.Seed, text))));
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

    private static void Compare(SqlRows set, ImportOptions options, CustomerSource source, Action<string> fail)
    {
        // No table in memory is empty; where there is no row, one that nobody sees stands for none.
        var isEmpty = !set.Rows.Any(row => options.Refund is not RefundRule.Ignore || row.Amount >= 0);
        var memory = SqlLaboratory.InMemory(isEmpty ? [new("nobody", new DateTime(2099, 1, 1), 1, null, null, 0, null, null)] : set.Rows, options);
        foreach (var question in FactQuestions.Of(set, options.Refund))
        {
            if (isEmpty && question.Name == "AsOf")
            {
                continue;
            }

            var expected = question.Ask(memory).ToList();
            var answer = Answer(question, source);
            if (!expected.SequenceEqual(answer))
            {
                fail($"{question.Name}, refunds {options.Refund}: {expected.Count} lines in memory, {answer.Count} in the database{Less(expected, answer, "memory")}{Less(answer, expected, "database")}");
            }
        }
    }

    private static string Less(List<string> all, List<string> others, string where)
    {
        const int shown = 2;
        var rest = new List<string>(all);
        others.ForEach(other => rest.Remove(other));
        return string.Concat(rest.Take(shown).Select(line => $"\n  only in {where}: {line}"));
    }

    private static List<string> Answer(FactQuestion question, CustomerSource source)
    {
        try
        {
            return [.. question.Ask(source)];
        }
        catch (Exception e)
        {
            return [$"{e.GetType().Name}: {e.Message} {e.InnerException?.Message}\n{e.StackTrace}"];
        }
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
