using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>
/// Generated malformed CSV never hangs, never crashes and never passes silently. A case is its seed: the same everywhere.
/// CUSTOMERMETRICS_HOSTILE_CASES says how many, and CUSTOMERMETRICS_HOSTILE_FROM from which seed on, so that
/// a long run can be taken in parts; the ordinary suite takes two thousand.
/// </summary>
public sealed class HostileCsvTests(ITestOutputHelper output)
{
    private const int OrdinaryCases = 2_000;

    private static readonly long Cases = Number("CUSTOMERMETRICS_HOSTILE_CASES", OrdinaryCases);
    private static readonly long From = Number("CUSTOMERMETRICS_HOSTILE_FROM", 0);

    [Fact]
    public void EveryDamagedFileIsReadOrRefused()
    {
        using var root = new ScratchFolder();
        var failures = new ConcurrentQueue<(long Seed, string Text)>();
        var outcomes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var next = From - 1;

        // Threads of their own: an import waits for its reader, which the pool could not start while it is full of waiting imports.
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            var folder = root.NewFolder();
            for (var seed = Interlocked.Increment(ref next); seed < From + Cases; seed = Interlocked.Increment(ref next))
            {
                Run(seed, folder, failures, outcomes);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        foreach (var (outcome, count) in outcomes.OrderByDescending(pair => pair.Value))
        {
            output.WriteLine($"{count,8} {outcome}");
        }

        Assert.True(failures.IsEmpty, Tell(failures));
    }

    private static long Number(string variable, long ordinary) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } number ? long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) : ordinary;

    private static void Run(long seed, string folder, ConcurrentQueue<(long, string)> failures, ConcurrentDictionary<string, int> outcomes)
    {
        HostileCase? one = null;
        try
        {
            one = new HostileCase(seed, folder);
            one.Run();
            outcomes.AddOrUpdate(one.Outcome, 1, (_, count) => count + 1);
        }
        catch (Exception e)
        {
            failures.Enqueue((seed, $"{e.GetType().Name}: {e.Message}\n{e.StackTrace}\n{one?.Show()}"));
        }
    }

    private static string Tell(IReadOnlyCollection<(long Seed, string Text)> failures)
    {
        const int shown = 15;
        var sorted = failures.OrderBy(failure => failure.Seed).ToList();
        return $"{sorted.Count} of {Cases} cases fail: seeds {string.Join(", ", sorted.Take(100).Select(failure => failure.Seed))}\n" + string.Join("\n\n", sorted.Take(shown).Select(failure => $"seed {failure.Seed}: {failure.Text}"));
    }
}
