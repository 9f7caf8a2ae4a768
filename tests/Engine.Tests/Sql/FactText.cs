using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Facts.Gaps;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Moves;
using CustomerMetrics.Engine.Facts.Quality;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Facts.Summaries;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Facts.WinBacks;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>
/// Facts as lines to compare, every field of them and floating numbers to the last bit. Left out is what one kind of source cannot know, the numbers of rows, and
/// what says nothing: the order of customers, and groups without any.
/// </summary>
internal static class FactText
{
    private static readonly FieldInfo Sizes = typeof(LogHistogram).GetField("counts", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static IEnumerable<string> Of(LedgerFact fact)
    {
        yield return $"{fact.Calendar?.Unit} {fact.Calendar?.FirstDay} {fact.Calendar?.Count} {fact.FirstDay} {Of(fact.CameBackShare)}";
        foreach (var (period, group, line) in fact.Lines)
        {
            yield return $"{period} [{group}] {Of(line)}";
        }
    }

    public static IEnumerable<string> Of(IEnumerable<LedgerMember> members) => Sorted(members.Select(member => Fields(member)));

    public static IEnumerable<string> Of(CustomerSource source, LedgerQuestion question, MovementRange range)
    {
        var lines = new List<string>();
        CustomerFacts.Movements(source, question, range, (int start, in LedgerMember member) => lines.Add($"{start} {Fields(member)}"), CancellationToken.None);
        return Sorted(lines);
    }

    public static IEnumerable<string> Of(IEnumerable<MoveLine> lines) => lines.Select(line => Fields(line));

    public static IEnumerable<string> Of(WinBackFact fact) => fact.Lines.Select(line => Fields(line)).Prepend($"{fact.Calendar?.FirstDay} {fact.Calendar?.Count}");

    public static IEnumerable<string> Of(IEnumerable<CustomerSummary> summaries) => Sorted(summaries.Select(summary => Fields(summary)));

    public static IEnumerable<string> Of(IEnumerable<CustomerTotal> totals) => Sorted(totals.Select(total => Fields(total)));

    public static IEnumerable<string> Of(IEnumerable<GroupTotal> totals) => totals.Select(total => Fields(total));

    public static IEnumerable<string> Of(RowTotal total) => [Fields(total)];

    public static IEnumerable<string> Of(IEnumerable<CustomerState> states) => Sorted(states.Select(state => Fields(state)));

    public static IEnumerable<string> Of(CohortFact fact)
    {
        yield return $"{fact.FirstDay} {fact.Earlier}";
        foreach (var line in fact.Lines)
        {
            yield return $"{line.Period} done {line.Done} [{line.Group}] {line.Customers} {line.Base} {Of(line.BaseSquares.ToDouble())} before {Of(line.Before)}";
            foreach (var (bin, i) in line.Bins.Select((bin, i) => (bin, i)))
            {
                yield return $"{line.Period} done {line.Done} [{line.Group}] {i}: {Of(bin)}";
            }
        }
    }

    public static IEnumerable<string> Of(IEnumerable<CohortFactMember> members) => Sorted(members.Select(member => Fields(member)));

    public static IEnumerable<string> Of(DurationFact fact) => fact.Lines.Select(line => Fields(line)).Prepend($"{fact.FirstDay} {fact.LeftOut}");

    public static IEnumerable<string> Of(IEnumerable<RenewalLine> lines) => lines.Select(line =>
        $"{line.Period} [{line.Group}] {line.Opportunities} = {line.Renewed} + {line.Lost} + {line.Undecided} ({line.UndecidedRenewed} {line.UndecidedValue}), without {line.WithoutExpectation}, {line.Excluded} {line.TermDays} {line.OldValue} {line.KeptValue} {line.NewValue} squares {string.Join(' ', new[] { line.OldSquares, line.KeptSquares, line.KeptProducts, line.NewSquares, line.NewProducts }.Select(sum => Of(sum.ToDouble())))}");

    public static IEnumerable<string> Of(IEnumerable<RenewalFactMember> members) => Sorted(members.Select(member => Fields(member)));

    public static IEnumerable<string> Of(HistoryFact fact) =>
    [
        $"{fact.Net} {fact.Cost} {fact.FirstDay}",
        .. fact.Purchases.Select(purchase => Fields(purchase)),
        .. fact.Spends.Select(spend => Fields(spend)),
    ];

    public static IEnumerable<string> Of(HoldOutFact fact) =>
    [
        $"{fact.FirstDay} {string.Join(' ', fact.RepeatsByDay)}",
        .. fact.Histories.Select(history => $"{Fields(history.Before)} later {history.Later}"),
    ];

    public static IEnumerable<string> Of(EquityFact fact) =>
    [
        .. fact.Histories.Select(history => Of(history, part => $"[{fact.Groups[part]}]")),
        .. Enumerable.Range(0, fact.Groups.Count).Where(group => fact.Customers[group] > 0).Select(group => $"[{fact.Groups[group]}] {fact.Customers[group]} {fact.Net[group]}"),
    ];

    public static IEnumerable<string> Of(IEnumerable<AcquiredLine> lines) =>
        lines.Select(line => $"{line.Period} [{line.Group}] {line.Age} {line.Repeats} {line.Last}: {line.Customers} {line.Money} {Of(line.MoneySquares.ToDouble())} {line.Value} {Of(line.Products.ToDouble())}");

    public static IEnumerable<string> Of(BridgeFact fact)
    {
        string Part(int part) => $"[{fact.Groups[part / (int)EquityClass.All]}] {(EquityClass)(part % (int)EquityClass.All)}";
        return
        [
            .. fact.Opening.Select(history => "opening " + Of(history, Part)),
            .. fact.Closing.Select(history => "closing " + Of(history, Part)),
            .. Enumerable.Range(0, fact.Customers.Length).Where(part => fact.Customers[part] > 0).Select(part => $"{Part(part)} {fact.Customers[part]} {fact.Cash[part]} {fact.Cost?[part]}"),
        ];
    }

    public static IEnumerable<string> Of(GapFact fact) => [.. Of("gap", fact.Gaps), .. Of("silence", fact.Silences)];

    public static IEnumerable<string> Of(DailyRowFact fact) =>
        fact.Rows.Select((rows, day) => $"{day} {rows} {fact.Amounts[day]}").Prepend($"{fact.FirstDay} {fact.Count}");

    public static IEnumerable<string> Of(DuplicateFact fact) => [Of(fact.Kept)];

    public static IEnumerable<string> Of(IdVariantFact fact) => [$"{fact.Customers} {fact.Surplus} {fact.Rows} {fact.Amount}"];

    public static IEnumerable<string> Of(RefundFact fact) =>
        [$"{fact.Refunds} {fact.WithoutSaleEarly} {fact.AboveSalesEarly} {fact.Excess}", Of(fact.WithoutSale), Of(fact.AboveSales)];

    public static IEnumerable<string> Of(LeftEdgeFact fact) => [$"{fact.Customers} {fact.Early} {fact.Amount}"];

    /// <param name="fact">The fact.</param>
    /// <param name="rowsOf">How many rows have an amount: a candidate that is no majority may be any.</param>
    public static IEnumerable<string> Of(AmountFact fact, Func<long, long> rowsOf)
    {
        yield return $"{fact.Rows} {(rowsOf(fact.Candidate) * 2 > fact.Rows ? fact.Candidate : "no majority")} {fact.Sizes.Count}";
        var counts = (long[])Sizes.GetValue(fact.Sizes)!;
        for (var step = 0; step < counts.Length; step++)
        {
            if (counts[step] > 0)
            {
                yield return $"{step} {counts[step]}";
            }
        }
    }

    public static IEnumerable<string> Of(IEnumerable<CurrencyFact> facts) => facts.Select(fact => $"{fact.Name} {Of(fact.Rows)}");

    public static string Of(RowTally tally) => tally.Count == 0 ? "no rows" : $"{tally.Count} {tally.Amount} {tally.Lowest} {tally.Highest}";

    private static string Of(CohortBin bin) => $"{bin.Active} {bin.Orders} {bin.Value} {bin.Refunds} {Of(bin.Squares.ToDouble())} {Of(bin.Products.ToDouble())}";

    private static string Of(LedgerLine line) =>
        $"{Fields(line)} squares {string.Join(' ', new[] { line.LossProducts.OpeningSquares, line.LossProducts.GrossSquares, line.LossProducts.GrossProducts, line.LossProducts.NetSquares, line.LossProducts.NetProducts }.Select(sum => Of(sum)))}";

    private static string Of(in EquityHistory history, Func<int, string> part) =>
        $"{history.Age} {history.Repeats} {history.Last} {part(history.Part)} to {part(history.To)} {history.Customers} {history.Money}";

    private static IEnumerable<string> Of(string name, IReadOnlyDictionary<int, long> counts) =>
        counts.OrderBy(count => count.Key).Select(count => $"{name} {count.Key} {count.Value}");

    private static string Of(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "none";

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static string Fields<T>(T fact) =>
        string.Join(' ', Properties<T>.All.Select(property => $"{property.Name}={Value(property.GetValue(fact))}"));

    private static string Value(object? value) => value switch
    {
        null => "none",
        double number => Of(number),
        string text => $"[{text}]",
        DatedLosses dated => $"({Fields(dated)})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static class Properties<T>
    {
        public static readonly PropertyInfo[] All = typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public);
    }
}
