using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>Earned growth (Reichheld, Darnell and Burns 2021): what the customers of the opening and those whom they recommended bring, by what the opening brought.</summary>
internal static class EarnedGrowthMetric
{
    // The product of two of them fits into a decimal.
    private const decimal Most = 1e13m;

    public static EarnedGrowth Compute(EarnedGrowthFigures figures)
    {
        if (figures.BaseRevenue <= 0)
        {
            throw Invalid(nameof(figures.BaseRevenue), figures.BaseRevenue, "above 0");
        }

        foreach (var (name, value) in new[] { (nameof(figures.BaseRevenue), figures.BaseRevenue), (nameof(figures.Revenue), figures.Revenue), (nameof(figures.NetRevenueRetention), figures.NetRevenueRetention), (nameof(figures.EarnedRevenue), figures.EarnedRevenue), (nameof(figures.BoughtRevenue), figures.BoughtRevenue ?? 0) })
        {
            if (value is < 0 or > Most)
            {
                throw Invalid(name, value, Errors.Invariant($"from 0 to {Most:#,0}"));
            }
        }

        var kept = figures.BaseRevenue * figures.NetRevenueRetention;
        var rest = figures.Revenue - kept - figures.EarnedRevenue;
        var bought = figures.BoughtRevenue ?? rest;
        return Rates(
            new()
            {
                BaseRevenue = figures.BaseRevenue,
                Revenue = figures.Revenue,
                KeptRevenue = kept,
                EarnedRevenue = figures.EarnedRevenue,
                BoughtRevenue = bought,
                OtherRevenue = rest - bought,
                Check = 0,
            });
    }

    public static EarnedGrowths Compute(CustomerSource source, ReferralSources referrals, LedgerQuery query, bool includeOpen, CancellationToken cancellationToken)
    {
        var ledger = LedgerMetric.Compute(source, query, cancellationToken);
        if (ledger.Entries.Count == 0)
        {
            return new([], ledger.Warnings);
        }

        var asOf = ledger.Entries[0].AsOf;
        var referred = ReferredCustomers.Of(source, referrals, PeriodCalendar.Day(asOf), cancellationToken);
        var ends = ledger.Entries.DistinctBy(entry => entry.Start).ToDictionary(entry => PeriodCalendar.Day(entry.Start), entry => PeriodCalendar.Day(entry.End));
        var sums = new Dictionary<(int Start, string Group), NewSum>();
        CustomerFacts.Movements(
            source,
            LedgerMetric.QuestionOf(source, query, asOf),
            new(ends.Keys.Min(), ends.Keys.Max(), [PartKind.New]),
            (int start, in LedgerMember member) =>
            {
                var key = (start, member.ClosingGroup ?? "");
                var isEarned = referred.Has(member.CustomerId, ends[start]);
                var sum = sums.GetValueOrDefault(key);
                sums[key] = isEarned
                    ? sum with { Earned = sum.Earned + 1, EarnedValue = sum.EarnedValue + member.ClosingValue }
                    : sum with { Bought = sum.Bought + 1, BoughtValue = sum.BoughtValue + member.ClosingValue };
            },
            cancellationToken);
        return new([.. ledger.Entries.Select(entry => Line(entry, sums.GetValueOrDefault((PeriodCalendar.Day(entry.Start), entry.Group ?? "")), referred.Name, includeOpen))], ledger.Warnings);
    }

    private static EarnedGrowth Line(CustomerLedgerEntry entry, NewSum sum, string earnedBy, bool includeOpen)
    {
        var (earned, bought) = (Money.ToDecimal(sum.EarnedValue), Money.ToDecimal(sum.BoughtValue));
        var kept = entry.OpeningValue + entry.Expansion - entry.Contraction - entry.LostValue;
        var other = entry.ReturnedValue + entry.MovedInValue - entry.MovedOutValue + entry.FxEffect;
        var check = kept + earned + bought + other - entry.ClosingValue;
        if (sum.Earned + sum.Bought != entry.New || check != 0)
        {
            throw Errors.ReferralCheckFailed(entry.Period, sum.Earned + sum.Bought - entry.New, check);
        }

        var line = new EarnedGrowth
        {
            Period = entry.Period,
            Group = entry.Group,
            BaseRevenue = entry.OpeningValue,
            Revenue = entry.ClosingValue,
            KeptRevenue = kept,
            EarnedRevenue = earned,
            BoughtRevenue = bought,
            OtherRevenue = other,
            New = entry.New,
            EarnedNew = sum.Earned,
            Check = check,
            IsComplete = entry.IsComplete,
            Start = entry.Start,
            End = entry.End,
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            AsOf = entry.AsOf,
            GroupBy = entry.GroupBy,
            EarnedBy = earnedBy,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
        };
        if (!entry.IsComplete && !includeOpen)
        {
            return line with { Note = Errors.Invariant($"the period is open until {entry.End:yyyy-MM-dd}") };
        }

        if (entry.New > 0)
        {
            var share = Interval.Wilson(sum.Earned, entry.New);
            line = line with { EarnedShare = (double)sum.Earned / entry.New, EarnedShareLow = share.Low, EarnedShareHigh = share.High, Interval = "Wilson" };
        }

        if (entry.OpeningValue <= 0)
        {
            return line with { Note = "there was no money at the opening" };
        }

        // That of revenue retention is of the customers whose money was not negative; with others in the base it is of something else.
        var retention = entry.NegativeCustomers > 0 ? null : RevenueRetentionMetric.Compute(entry, new RevenueRetentionQuery { IncludeOpen = includeOpen });
        return Rates(line with
        {
            NetRevenueRetentionLow = 1 - retention?.NetChurnHigh,
            NetRevenueRetentionHigh = 1 - retention?.NetChurnLow,
            Interval = retention?.NetChurnLow is null ? line.Interval : line.Interval is null ? "Delta" : "Delta, Wilson",
        });
    }

    private static EarnedGrowth Rates(EarnedGrowth line)
    {
        var retention = line.KeptRevenue / line.BaseRevenue;
        var earned = line.EarnedRevenue / line.BaseRevenue;
        var growth = (line.Revenue / line.BaseRevenue) - 1;
        var rate = retention + earned - 1;
        return line with
        {
            NetRevenueRetention = (double)retention,
            EarnedNewRate = (double)earned,
            EarnedGrowthFactor = (double)(retention + earned),
            EarnedGrowthRate = (double)rate,
            TotalGrowth = (double)growth,
            EarnedGrowthRatio = growth > 0 ? (double)rate / (double)growth : null,
            Note = growth <= 0 ? "there was no growth of which a part could be earned"
                : rate < 0 ? "the customers of the opening, and those whom they recommended, bring less than the opening did: more than all growth was bought"
                : null,
        };
    }

    private static CustomerMetricsException Invalid(string name, decimal value, string range) =>
        new("EarnedFigureInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-{name} is {value}."), $"Give a figure {range}; rates are parts of one, such as 0.85.");

    private readonly record struct NewSum(long Earned, long Bought, Int128 EarnedValue, Int128 BoughtValue);
}
