using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Tests.Hostile;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// Generated subscriptions, the same for the same seed. Few customers on few days, so that terms meet, overlap, leave gaps around the grace, begin and end on
/// one day and at the ends of periods.
/// </summary>
internal sealed class TermRows
{
    private static readonly string[] Words = ["month", "Monthly", "per-month", " quarter", "half-year", "semi annually", "YEAR", "annual", "per_year", "week", "weekly\t", "Day", "daily"];
    private static readonly string?[] Groups = [null, "", " ", "basic", "Basic", "pro", "süd", "日本", "😀", "\uFF21", "10", "9"];
    private static readonly string[] Ids = ["a", "A", "b", "é", "E\u0301", "7", "07", "a b", "a'b", "客户", "😀", "\uFF21", "Z"];
    private static readonly DateTime[] Anchors = [new(2024, 2, 20), new(2023, 2, 20), new(1999, 12, 25), new(2024, 12, 20), new(2021, 3, 1), new(2022, 6, 20)];
    private static readonly int[] Lengths = [0, 1, 2, 6, 7, 28, 29, 30, 31, 60, 90, 91, 92, 365, 366];
    private static readonly int[] Spans = [5, 20, 60, 200, 500, 1500];

    private readonly HostileRandom random;
    private readonly List<TermRow> rows;
    private readonly string[] ids;
    private readonly string?[] plans;
    private readonly string?[] regions;
    private readonly decimal[] amounts;
    private readonly int span;

    public TermRows(long seed)
    {
        Seed = seed;
        random = new(seed);
        First = random.Pick(Anchors);
        span = random.Pick(Spans);
        Rule = new()
        {
            GraceDays = random.Pick<int>([0, 0, 1, 3, 3, 30, 30, 400]),
            LossDate = random.Pick(Enum.GetValues<LossDate>()),
            IncludesFree = random.Chance(40),
            EndIsLastDay = random.Chance(30),
            BillingPeriod = random.Chance(50) ? random.Pick(Enum.GetValues<BillingPeriod>()) : null,
        };
        ids = [.. Enumerable.Range(0, random.Between(1, 8)).Select(_ => random.Pick(Ids))];
        plans = [.. Enumerable.Range(0, random.Between(1, 4)).Select(_ => random.Pick(Groups))];
        regions = [.. Enumerable.Range(0, random.Between(1, 3)).Select(_ => random.Pick(Groups))];
        amounts = [.. Enumerable.Range(0, random.Between(1, 5)).Select(_ => Amount())];
        var count = random.Chance(10) ? random.Between(1, 3) : random.Between(4, 60);
        rows = new(count);
        while (rows.Count < count)
        {
            rows.Add(NewRow());
        }
    }

    public long Seed { get; }

    public DateTime First { get; }

    /// <summary>The day after the last one on which a term can start.</summary>
    public DateTime End => First.AddDays(span);

    public ContractRule Rule { get; }

    public IReadOnlyList<TermRow> Rows => rows;

    /// <summary>One of so many ways to keep the rows, by the seed, each matter for itself.</summary>
    public int Choose(string matter, int ways) => new HostileRandom(matter.Aggregate(Seed, (bits, letter) => unchecked((bits * 31) + letter))).Below(ways);

    private TermRow NewRow()
    {
        var like = rows.Count > 0 && random.Chance(60) ? random.Pick(rows) : null;
        var start = like is null || random.Chance(20) ? First.AddDays(random.Below(span)) : Beside(like);
        start = start < First ? First : start >= End ? End.AddDays(-1) : start;
        DateTime? end = random.Below(100) switch
        {
            < 15 => null,
            < 18 => new DateTime(9999, 12, 31),
            < 30 when like?.End is { } same && same >= start => same,
            < 45 => new DateTime(start.Year, start.Month, 1).AddMonths(random.Between(1, 14)).AddDays(-random.Below(2)),
            _ => start.AddDays(random.Pick(Lengths)),
        };
        DateTime? cancel = random.Chance(70) ? null : start.AddDays(random.Between(-5, 60));
        return new(
            like?.Customer ?? random.Pick(ids),
            start,
            end,
            cancel,
            random.Below(100) switch { < 8 => 0, < 22 => -random.Pick(amounts), _ => random.Pick(amounts) },
            random.Pick(Words),
            random.Pick(plans),
            random.Pick(regions),
            random.Chance(80) ? null : start.AddDays(-random.Below(80)));
    }

    // On the day, at the end of it, or around the grace after it.
    private DateTime Beside(TermRow like)
    {
        var end = like.End is { Year: < 9999 } until ? until.AddDays(Rule.EndIsLastDay ? 1 : 0) : like.Start;
        return random.Below(5) switch
        {
            0 => like.Start,
            1 => end,
            2 => end.AddDays(Rule.GraceDays),
            3 => end.AddDays(Rule.GraceDays + 1),
            _ => end.AddDays(random.Between(-20, 20)),
        };
    }

    private decimal Amount() => random.Below(100) switch
    {
        < 50 => random.Between(1, 20),
        < 75 => random.Between(1, 9_999) / 100m,
        < 95 => random.Between(1, 99_999) / 10_000m,
        _ => 90_000_000_000m + random.Below(1_000),
    };
}
