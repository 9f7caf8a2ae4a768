using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Tests.Cohorts;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Durations under the rule Window, by hand and against the rows.</summary>
public sealed class DurationFactTests
{
    private static readonly DateTime AsOf = new(2024, 12, 20);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 45)]
    [InlineData(3, 120)]
    [InlineData(4, 1)]
    public void EveryLineIsWhatTheRowsSay(int seed, int window)
    {
        var csv = RandomTransactions.Csv(seed, 300);
        var rows = NaiveCohorts.Read(csv);
        var table = TestSource.FromText(csv, TestSource.Options with { Columns = new() { Groups = ["region"] }, AsOf = AsOf });
        foreach (var since in new DateTime?[] { null, new(2024, 3, 1), new(2024, 11, 30) })
        {
            foreach (var isGrouped in new[] { false, true })
            {
                Assert.Equal(NaiveDurations.Of(rows, _ => null, window, since, AsOf, isGrouped), Told(table, window, since, isGrouped));
            }
        }
    }

    [Fact]
    public void WhoWasKnownBeforeEntersLate()
    {
        var csv = RandomTransactions.Csv(5, 200);

        // Every third one without a date, the others known from days around their first.
        DateTime? Seen(string customer) => int.Parse(customer.AsSpan(1), CultureInfo.InvariantCulture) is var number && number % 3 == 0 ? null : new DateTime(2023, 10, 1).AddDays(number * 5);
        var lines = csv.Split('\n');
        var known = string.Join('\n', lines.Skip(1).Select(line => $"{line},{Seen(line.Split(',')[0]):yyyy-MM-dd}").Prepend(lines[0] + ",known"));
        var table = TestSource.FromText(known, TestSource.Options with { Columns = new() { Groups = ["region"], FirstSeen = "known" }, AsOf = AsOf });
        foreach (var since in new DateTime?[] { null, new(2024, 3, 1) })
        {
            Assert.Equal(NaiveDurations.Of(NaiveCohorts.Read(csv), Seen, 60, since, AsOf, isGrouped: false), Told(table, 60, since, isGrouped: false));
        }

        Assert.Contains(Fact(table, 60, null, isGrouped: false).Lines, line => line.Entry > 0);
    }

    [Fact]
    public void ByHand()
    {
        // A pauses 10 days and is no loss under 10; then 11, and is one: the loss is that of the first pause, 10 days after the second activity.
        const string rows = """
            customer_id,date,amount,region
            A,2024-01-01,1,north
            A,2024-01-11,1,north
            A,2024-01-22,1,south
            B,2024-01-05,2,south
            B,2024-01-05,5,east
            C,2024-01-15,1,north
            """;
        var table = TestSource.FromText(rows, TestSource.Options with { Columns = new() { Groups = ["region"] }, AsOf = new(2024, 1, 25) });
        Assert.Equal(
            [new("east", 0, 10, true, 1, 0, 1), new("north", 0, 10, false, 1, 0, 0), new("north", 0, 20, true, 1, 1, 1)],
            Fact(table, 10, null, isGrouped: true, new(2024, 1, 25)).Lines);

        // C is silent for 10 days on the 25th, and lost on the 26th.
        Assert.Contains(new("north", 0, 10, true, 1, 0, 0), Fact(table, 10, null, isGrouped: true, new(2024, 1, 26)).Lines);

        // From the 15th B, lost on the 15th, is left out, and A enters at 14.
        var since = Fact(table, 10, new(2024, 1, 15), isGrouped: false, new(2024, 1, 25));
        Assert.Equal(1, since.LeftOut);
        Assert.Equal([new(null, 0, 10, false, 1, 0, 0), new(null, 14, 20, true, 1, 1, 1)], since.Lines);
    }

    [Fact]
    public void NothingSeenIsNothing()
    {
        var table = TestSource.FromText(RandomTransactions.Csv(1, 20));
        var fact = Fact(table, 10, null, isGrouped: false, new(2000, 1, 1));
        Assert.Null(fact.FirstDay);
        Assert.Empty(fact.Lines);
    }

    private static DurationFact Fact(TransactionTable table, int window, DateTime? since, bool isGrouped, DateTime? asOf = null) => CustomerFacts.Durations(
        table,
        new(window, since is { } day ? PeriodCalendar.Day(day) : 0, PeriodCalendar.Day(asOf ?? AsOf), isGrouped ? ["region"] : []),
        CancellationToken.None);

    private static SortedDictionary<string, int> Told(TransactionTable table, int window, DateTime? since, bool isGrouped)
    {
        var fact = Fact(table, window, since, isGrouped);
        var told = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in fact.Lines)
        {
            var name = $"{line.Group} {line.Entry} {line.Age} {(line.IsLost ? "lost" : "there")}";
            if (line.Customers > line.CameBack)
            {
                told[name] = (int)(line.Customers - line.CameBack);
            }

            if (line.CameBack > 0)
            {
                told[name + " came back"] = (int)line.CameBack;
            }
        }

        if (fact.LeftOut > 0)
        {
            told["left out"] = (int)fact.LeftOut;
        }

        return told;
    }
}
