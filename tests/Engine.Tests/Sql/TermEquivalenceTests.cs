using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// The same subscriptions give the same ledgers, to the last digit, from memory, SQLite and PostgreSQL. CUSTOMERMETRICS_SQL_SEEDS says of how many seeds, and
/// CUSTOMERMETRICS_SQL_FROM from which on.
/// </summary>
public sealed class TermEquivalenceTests(PostgresFixture postgres)
{
    private const int OrdinarySeeds = 4;

    private static readonly long Seeds = Number("CUSTOMERMETRICS_SQL_SEEDS", OrdinarySeeds);
    private static readonly long From = Number("CUSTOMERMETRICS_SQL_FROM", 0);

    [Fact]
    public void SqliteAnswersAsMemoryDoes() => Compare((set, compare) =>
    {
        using var connection = TermLaboratory.Sqlite(set);
        compare(TestSource.Engine.Connect(new() { Connection = connection, Table = TermLaboratory.Table }, TermLaboratory.Options(set), CancellationToken.None));
    });

    [Fact]
    public void PostgresAnswersAsMemoryDoes()
    {
        var server = postgres.Server;
        Compare((set, compare) =>
        {
            using var connection = TermLaboratory.Postgres(server, set);
            compare(TestSource.Engine.Connect(new() { Connection = connection, Table = TermLaboratory.Table }, TermLaboratory.Options(set), CancellationToken.None));
        });
    }

    private static void Compare(Action<TermRows, Action<ConnectedSource>> connect)
    {
        var failures = new ConcurrentQueue<(long Seed, int Rows, string Text)>();
        var next = From - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            for (var seed = Interlocked.Increment(ref next); seed < From + Seeds; seed = Interlocked.Increment(ref next))
            {
                var set = new TermRows(seed);
                try
                {
                    connect(set, source =>
                    {
                        foreach (var difference in Differences(set, source))
                        {
                            failures.Enqueue((seed, set.Rows.Count, difference));
                        }
                    });
                }
                catch (Exception e)
                {
                    failures.Enqueue((seed, set.Rows.Count, $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}"));
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        const int shown = 6;
        Assert.True(failures.IsEmpty, $"{failures.Count} answers of {Seeds} seeds differ.\n" + string.Join("\n\n", failures.OrderBy(failure => failure.Rows).Take(shown).Select(failure => $"seed {failure.Seed}, {failure.Rows} rows: {failure.Text}")));
    }

    private static IEnumerable<string> Differences(TermRows set, ConnectedSource source)
    {
        var memory = TermLaboratory.InMemory(set);
        foreach (var question in TermQuestions.Of(set))
        {
            var expected = question.Ask(memory).ToList();
            var answer = Answer(question, source);
            if (!expected.SequenceEqual(answer))
            {
                yield return $"{question.Name} from {source.Dialect}: {expected.Count} lines in memory, {answer.Count} in the database{Less(expected, answer, "memory")}{Less(answer, expected, "database")}";
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
}
