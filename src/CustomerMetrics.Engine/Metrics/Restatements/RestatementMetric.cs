using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Restatements;

/// <summary>What a later statement tells otherwise of the past: late refunds, back-dated rows, customers merged.</summary>
internal static class RestatementMetric
{
    /// <summary>The figures of the ledger that are compared.</summary>
    public static IReadOnlyList<string> Figures { get; } =
    [
        nameof(CustomerLedgerEntry.Opening), nameof(CustomerLedgerEntry.New), nameof(CustomerLedgerEntry.Returned), nameof(CustomerLedgerEntry.Lost), nameof(CustomerLedgerEntry.Closing),
        nameof(CustomerLedgerEntry.Transient), nameof(CustomerLedgerEntry.Interrupted),
        nameof(CustomerLedgerEntry.OpeningValue), nameof(CustomerLedgerEntry.NewValue), nameof(CustomerLedgerEntry.ReturnedValue), nameof(CustomerLedgerEntry.Expansion), nameof(CustomerLedgerEntry.Contraction),
        nameof(CustomerLedgerEntry.LostValue), nameof(CustomerLedgerEntry.FxEffect), nameof(CustomerLedgerEntry.ClosingValue), nameof(CustomerLedgerEntry.TransientValue), nameof(CustomerLedgerEntry.OutsideValue),
    ];

    public static IEnumerable<CustomerRestatement> Compute(StatementSnapshot earlier, StatementSnapshot later, bool includeOpen)
    {
        Check(earlier, later);
        var before = earlier.Periods.ToDictionary(period => period.Start);
        var after = later.Periods.ToDictionary(period => period.Start);

        // A period after the earlier statement is news, and one that either statement does not show is not asked for.
        var shared = before.Keys.Intersect(after.Keys).Order();
        foreach (var start in shared.Where(start => includeOpen || before[start].IsComplete))
        {
            var (old, now) = (before[start], after[start]);
            for (var i = 0; i < Figures.Count; i++)
            {
                if (old.Values[i] != now.Values[i])
                {
                    yield return new()
                    {
                        Period = now.Period,
                        Figure = Figures[i],
                        Earlier = old.Values[i],
                        Later = now.Values[i],
                        Change = now.Values[i] - old.Values[i],
                        WasOpen = !old.IsComplete,
                        Start = now.Start,
                        End = now.End,
                        EarlierAsOf = earlier.AsOf,
                        LaterAsOf = later.AsOf,
                        EarlierFrom = earlier.Name,
                        LaterFrom = later.Name,
                        Currency = later.Currency,
                    };
                }
            }
        }
    }

    private static void Check(StatementSnapshot earlier, StatementSnapshot later)
    {
        if (earlier.AsOf > later.AsOf)
        {
            throw new CustomerMetricsException("StatementsReversed", FailureKind.InvalidArgument, Errors.Invariant($"{earlier.Name} is as of {earlier.AsOf:yyyy-MM-dd}, which is later than {later.AsOf:yyyy-MM-dd} of {later.Name}."), "Give the earlier statement with -Earlier, and the later one from the pipeline.");
        }

        var (first, second) = (earlier.Periods.Select(period => period.Rule).FirstOrDefault(), later.Periods.Select(period => period.Rule).FirstOrDefault());
        if (earlier.Currency != later.Currency || (first is not null && second is not null && first != second))
        {
            throw new CustomerMetricsException("StatementsDiffer", FailureKind.InvalidArgument, $"The statements are made by different rules: {first}, currency {earlier.Currency ?? "-"}; and {second}, currency {later.Currency ?? "-"}.", "Compare statements of the same period unit, activity rule and currency.");
        }

        if (first is not null && second is not null && !earlier.Periods.Select(period => period.Start).Intersect(later.Periods.Select(period => period.Start)).Any())
        {
            throw new CustomerMetricsException("StatementsApart", FailureKind.InvalidArgument, $"{earlier.Name} and {later.Name} have no period in common.", "Compare statements that show the same past.");
        }
    }
}
