using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>
/// Movements of money and what is left of it. The trailing rates come of a ledger whose openings lie several periods before its closes: nobody who was
/// lost since then drops out of it.
/// </summary>
internal static class RevenueRetentionMetric
{
    private static readonly ChurnQuery Rates = new() { Bases = [ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue], IncludeOpen = true };

    /// <summary>The movements of a ledger, with the rates over the time before.</summary>
    public static IReadOnlyList<RevenueRetention> Compute(CustomerSource source, CustomerLedger ledger, LedgerQuery query, RevenueRetentionQuery retention, CancellationToken cancellationToken)
    {
        CheckTrailing(retention);
        if (ledger.Entries.Count > 0 && ledger.Entries[0].ActivityRule is ActivityRule.Window)
        {
            return [.. ledger.Entries.Select(entry => Compute(entry, null, "under the activity rule Window customers are compared from one period to the next only", retention))];
        }

        var span = retention.Trailing ?? TwelveMonths(query.Period);
        var spans = LedgerMetric.Compute(source, query with { Span = span }, cancellationToken).Entries.ToDictionary(entry => (entry.Start, entry.Group ?? ""));
        return [.. ledger.Entries.Select(entry => Compute(entry, spans.GetValueOrDefault((entry.Start, entry.Group ?? "")), Errors.Invariant($"nobody was a customer {span} {(span == 1 ? "period" : "periods")} before"), retention) with { Trailing = span })];
    }

    /// <summary>The movements of an entry that tells nothing of the time before it.</summary>
    public static RevenueRetention Compute(CustomerLedgerEntry entry, RevenueRetentionQuery retention)
    {
        CheckTrailing(retention);
        return Compute(entry, null, "an entry of a ledger tells one period alone; pipe the source for what is left of a longer time before", retention);
    }

    private static void CheckTrailing(RevenueRetentionQuery retention)
    {
        if (retention.Trailing is < 1 or > 36525)
        {
            throw new CustomerMetricsException("TrailingInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Trailing is {retention.Trailing}."), "Give a number of periods from 1 on: 12 months, 4 quarters or 1 year tell a year.");
        }
    }

    private static int TwelveMonths(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => 365,
        PeriodUnit.Week => 52,
        PeriodUnit.Month => 12,
        PeriodUnit.Quarter => 4,
        _ => 1,
    };

    private static RevenueRetention Compute(CustomerLedgerEntry entry, CustomerLedgerEntry? span, string withoutBase, RevenueRetentionQuery retention)
    {
        var isShown = entry.IsComplete || retention.IncludeOpen;
        var (gross, net) = OfPeriod(entry);
        var (grossBefore, netBefore) = span is null ? (null, null) : OfPeriod(span);
        var netRate = !isShown ? null : retention.NetIncludesReturned && net.Denominator > 0 ? (double)((net.Numerator - entry.ReturnedValue) / net.Denominator)! : net.Rate;
        var hasInterval = isShown && (!retention.NetIncludesReturned || entry.ReturnedValue == 0);
        var losses = entry.LostValue + entry.Contraction;
        return new()
        {
            Period = entry.Period,
            Start = entry.Start,
            End = entry.End,
            Group = entry.Group,
            IsComplete = entry.IsComplete,
            OpeningValue = entry.OpeningValue,
            NewValue = entry.NewValue,
            Expansion = entry.Expansion,
            Contraction = entry.Contraction,
            LostValue = entry.LostValue,
            ReturnedValue = entry.ReturnedValue,
            MovedInValue = entry.MovedInValue,
            MovedOutValue = entry.MovedOutValue,
            FxEffect = entry.FxEffect,
            ClosingValue = entry.ClosingValue,
            Opening = entry.Opening,
            New = entry.New,
            Expanded = entry.Expanded,
            Contracted = entry.Contracted,
            Lost = entry.Lost,
            Returned = entry.Returned,
            MovedIn = entry.MovedIn,
            MovedOut = entry.MovedOut,
            Closing = entry.Closing,
            GrossChurn = isShown ? gross.Rate : null,
            GrossChurnLow = isShown ? gross.Low : null,
            GrossChurnHigh = isShown ? gross.High : null,
            NetChurn = netRate,
            NetChurnLow = hasInterval ? net.Low : null,
            NetChurnHigh = hasInterval ? net.High : null,
            GrossRetention = isShown ? 1 - grossBefore?.Rate : null,
            GrossRetentionLow = isShown ? 1 - grossBefore?.High : null,
            GrossRetentionHigh = isShown ? 1 - grossBefore?.Low : null,
            NetRetention = isShown ? 1 - netBefore?.Rate : null,
            NetRetentionLow = isShown ? 1 - netBefore?.High : null,
            NetRetentionHigh = isShown ? 1 - netBefore?.Low : null,
            BaseCustomers = span?.Opening,
            BaseValue = span?.OpeningValue,
            QuickRatio = isShown ? Ratio(entry.NewValue + entry.ReturnedValue + entry.Expansion, losses) : null,
            QuickRatioWithoutReturned = isShown ? Ratio(entry.NewValue + entry.Expansion, losses) : null,
            Reason = isShown ? ReasonOf(gross, losses, hasInterval, span is null ? withoutBase : grossBefore!.Rate is null ? withoutBase : grossBefore.Reason) : Errors.Invariant($"the period is open until {entry.End:yyyy-MM-dd}"),
            Interval = isShown && (gross.Low ?? grossBefore?.Low) is not null ? "Delta" : null,
            Excluded = entry.NegativeCustomers,
            TrailingExcluded = span?.NegativeCustomers ?? 0,
            NetIncludesReturned = retention.NetIncludesReturned,
            Check = entry.OpeningValue + entry.NewValue + entry.ReturnedValue + entry.MovedInValue + entry.Expansion - entry.Contraction - entry.LostValue - entry.MovedOutValue + entry.FxEffect - entry.ClosingValue,
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            GraceDays = entry.GraceDays,
            AsOf = entry.AsOf == default ? null : entry.AsOf,
            GroupBy = entry.GroupBy,
            Source = entry.Source,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
        };
    }

    private static (ChurnRate Gross, ChurnRate Net) OfPeriod(CustomerLedgerEntry entry)
    {
        var rates = ChurnMetric.Compute(entry, Rates).ToList();
        return (rates[0], rates[1]);
    }

    private static double? Ratio(decimal gained, decimal lost) => lost == 0 ? null : (double)(gained / lost);

    private static string? ReasonOf(ChurnRate period, decimal losses, bool hasNetInterval, string? trailing)
    {
        var reasons = new[]
        {
            period.Reason,
            hasNetInterval ? null : "with those who returned taken off, net churn has no interval",
            losses == 0 ? "there were no losses, so there is no quick ratio" : null,
            trailing,
        };
        var given = reasons.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return given.Count == 0 ? null : string.Join("; ", given);
    }
}
