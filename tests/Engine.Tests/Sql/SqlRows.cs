using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Tests.Hostile;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// Generated rows, the same for the same seed. Small sets are dense, with few customers on few days, so that one rule meets another: refunds that undo a day,
/// free days, ties between groups, ids that are nearly equal.
/// </summary>
internal sealed class SqlRows
{
    private const decimal Largest = 99_999_999_999.9999m;

    // Blanks at the ends are taken off; case, inner blanks and what looks alike count. The order of code units is not that of bytes for the two before the last.
    private static readonly string[] HardIds =
    [
        "a", "A", "b", "B", " a", "a ", "\ta\r\n", "\u00A0a", "\u000Ba", "a b", "a  b", "ab", "AB", "é", "É", "e\u0301", "E\u0301", "ß", "SS", "ss", "i", "I", "ı", "İ",
        "7", "07", "7 ", "7.0", "客户", "客戶", "a\u3000b", "a'b", "a\"b", "a;b", "%", "_", "\\", "null", "\u200D", "a\u200D", "😀", "\uFF21", "Z",
    ];

    private static readonly string?[] HardGroups =
    [
        null, "", "  ", "\t", "north", "North", " north\n", "south", "South", "süd", "e\u0301", "é", "日本", "😀", "\uFF21", "a", "B", "Z", "O'Hara", "x y", "-", "10", "9",
    ];

    // The ends of February, of a quarter, of a year, and of a year whose week belongs to the next one.
    private static readonly DateTime[] Anchors = [new(2024, 2, 27), new(2023, 2, 20), new(1999, 12, 30), new(2000, 2, 25), new(2024, 12, 29), new(2021, 3, 1), new(2020, 12, 26), new(2022, 6, 28)];

    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"];

    private static readonly int[] Spans = [1, 3, 12, 45, 130, 400, 1200];

    private readonly HostileRandom random;
    private readonly List<SqlRow> rows;
    private readonly string[] ids;
    private readonly string?[] regions;
    private readonly string?[] channels;
    private readonly decimal[] amounts;
    private readonly int span;

    // What each customer bought on each day so far.
    private readonly Dictionary<(string, DateTime), decimal> bought = [];

    /// <param name="seed">Says all of the rows.</param>
    /// <param name="count">How many; null leaves it to the seed.</param>
    public SqlRows(long seed, int? count = null)
    {
        Seed = seed;
        random = new(seed);
        var rowCount = count ?? Size();
        var isLarge = rowCount > 1_000;
        HasTimes = random.Chance(40);
        HasNumbersAsIds = random.Chance(12);
        First = random.Pick(Anchors);
        span = isLarge ? Spans[^1] : random.Pick(Spans);
        ids = Ids(isLarge ? rowCount / 12 : random.Between(1, 9));
        regions = Groups(random.Between(1, 5));
        channels = Groups(random.Between(1, 3));
        amounts = [.. Enumerable.Range(0, random.Between(2, 7)).Select(_ => NewAmount())];
        rows = new(rowCount);
        while (rows.Count < rowCount)
        {
            Add(NewRow());
        }
    }

    public long Seed { get; }

    /// <summary>Whether dates have a time of day.</summary>
    public bool HasTimes { get; }

    /// <summary>Whether all ids are whole numbers, and may be kept as such.</summary>
    public bool HasNumbersAsIds { get; }

    /// <summary>The day from which on the rows lie.</summary>
    public DateTime First { get; }

    /// <summary>The day after the last one that a row can have.</summary>
    public DateTime End => First.AddDays(span);

    public IReadOnlyList<SqlRow> Rows => rows;

    /// <summary>The reporting zone of instants, where the dates are such; null where they are local.</summary>
    public TimeZoneInfo? Zone => HasTimes && Choose("instants", 3) == 0 ? TimeZoneInfo.FindSystemTimeZoneById(Zones[Choose("zone", Zones.Length)]) : null;

    /// <summary>What refunds do in questions about this set.</summary>
    public RefundRule Refund => (RefundRule)Choose("refund", Enum.GetValues<RefundRule>().Length);

    /// <summary>One of so many ways to keep the rows, by the seed, each matter for itself.</summary>
    public int Choose(string matter, int ways) => new HostileRandom(matter.Aggregate(Seed, (bits, letter) => unchecked((bits * 31) + letter))).Below(ways);

    private int Size() => random.Below(100) switch
    {
        < 3 => 0,
        < 7 => 1,
        < 25 => random.Between(2, 8),
        < 85 => random.Between(9, 60),
        _ => random.Between(61, 250),
    };

    private string[] Ids(int count)
    {
        if (HasNumbersAsIds)
        {
            return [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{(i * 7) - 3}"))];
        }

        return count > HardIds.Length
            ? [.. HardIds, .. Enumerable.Range(0, count - HardIds.Length).Select(i => FormattableString.Invariant($"customer {i}"))]
            : WithTwin(Palette(HardIds, count));
    }

    // An id that differs from another by its case alone.
    private string[] WithTwin(string[] chosen)
    {
        var twin = random.Chance(40) ? chosen.Select(id => Array.Find(HardIds, other => other != id && string.Equals(other, id, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null) : null;
        return twin is null ? chosen : [.. chosen, twin];
    }

    private string?[] Groups(int count) => random.Chance(30) ? [.. Palette(HardGroups, count), null, " "] : Palette(HardGroups, count);

    private T[] Palette<T>(T[] from, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Pick(from))];

    private void Add(SqlRow row)
    {
        rows.Add(row);
        var day = (Trim(row.Customer), row.Date.Date);
        bought[day] = bought.GetValueOrDefault(day) + row.Amount;
    }

    private SqlRow NewRow()
    {
        if (rows.Count > 0)
        {
            var like = rows[random.Below(rows.Count)];
            switch (random.Below(100))
            {
                case < 4:
                    return like;
                case < 14:
                    return like with { Region = random.Pick(regions), Channel = random.Pick(channels), Date = At(like.Date.Date) };
                case < 24:
                    return Undo(like);
            }
        }

        var amount = random.Below(100) switch
        {
            < 8 => 0,
            < 25 => -random.Pick(amounts),
            _ => random.Pick(amounts),
        };
        var day = NewDay();
        return new(Padded(random.Pick(ids)), At(day), amount, random.Pick(regions), random.Pick(channels), Cost(amount), FirstSeen(day), Order());
    }

    // A refund of all that the customer has bought on the day, on that day or later. Beyond the largest amount a floating number loses its decimals.
    private SqlRow Undo(SqlRow like)
    {
        var all = bought[(Trim(like.Customer), like.Date.Date)];
        all = Math.Abs(all) > Largest ? like.Amount : all;
        var day = random.Chance(70) ? like.Date.Date : Within(like.Date.Date.AddDays(random.Below(10)));
        return like with { Amount = -Plain(all), Date = At(day), Cost = 0, Region = random.Chance(50) ? like.Region : random.Pick(regions) };
    }

    private static string Trim(string text) => text.Trim(' ', '\t', '\r', '\n');

    private string Padded(string id) => HasNumbersAsIds || random.Chance(90) ? id : random.Pick<string>([" ", "\t", "\r\n", "  "]) + id + random.Pick<string>(["", " ", "\n"]);

    private DateTime NewDay()
    {
        // Days that already have rows, and the ends and starts of months.
        if (rows.Count > 0 && random.Chance(35))
        {
            return rows[random.Below(rows.Count)].Date.Date;
        }

        var day = First.AddDays(random.Below(span));
        return random.Chance(30) ? Within(new DateTime(day.Year, day.Month, 1).AddMonths(1).AddDays(random.Between(-2, 0))) : day;
    }

    private DateTime Within(DateTime day) => day < First ? First : day >= End ? End.AddDays(-1) : day;

    private DateTime At(DateTime day) => !HasTimes ? day : random.Below(5) switch
    {
        0 => day,
        1 => day.AddDays(1).AddMilliseconds(-1),
        _ => day.AddSeconds(random.Below(86_400)),
    };

    private decimal NewAmount() => Plain(random.Below(100) switch
    {
        < 40 => random.Between(1, 20),
        < 65 => random.Between(1, 9_999) / 100m,
        < 85 => random.Between(1, 99_999) / 10_000m,
        < 95 => random.Between(1, 2_000_000_000) / 100m,
        _ => Largest - (random.Below(10_000_000) / 10_000m),
    });

    private decimal Cost(decimal amount) => random.Chance(10) ? 0 : Plain(decimal.Round(amount * random.Between(30, 100) / 100, 4));

    private DateTime? FirstSeen(DateTime day) => random.Below(100) switch
    {
        < 50 => null,
        < 90 => day.AddDays(-random.Below(60)),
        _ => day.AddDays(random.Below(10)),
    };

    private string? Order() => random.Below(100) switch
    {
        < 20 => null,
        < 30 => " ",
        < 40 => FormattableString.Invariant($" o{random.Below(4)}\t"),
        _ => FormattableString.Invariant($"o{random.Below(4)}"),
    };

    // Without the zeros at its end, which a decimal keeps and a database does not.
    private static decimal Plain(decimal amount) => amount / 1.0000000000000000000000000000m;
}
