using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Groups;

namespace CustomerMetrics.Engine.Metrics.Moves;

/// <summary>Which questions about movements make sense.</summary>
internal static class MoveRules
{
    // A draw for the interval of the value solves as many equations.
    private const int MostValued = 100;

    private const int MostPeriods = 1200;

    public static void Validate(MoveQuery query)
    {
        var hasColumn = query.Ledger.GroupBy.Count > 0;
        if (hasColumn && query.Tiers.Count > 0)
        {
            throw new CustomerMetricsException("GroupedTwice", FailureKind.InvalidArgument, "-GroupBy divides customers by a column, and -Tier by their money.", "Leave out one of the two.");
        }

        if (!hasColumn && query.Tiers.Count == 0)
        {
            throw new CustomerMetricsException("MoveGroupsMissing", FailureKind.InvalidArgument, "Nothing says between what customers move.", "Name a column with -GroupBy, or give thresholds of money: -Tier @{ Gold = 1000; Silver = 200; Bronze = 0 }.");
        }

        GroupRules.CheckTiers(query.Tiers);
    }

    public static void Validate(MoveValueQuery query)
    {
        Validate(query.Moves);
        if (!(query.DiscountRate is >= 0 and <= 1) || (query.DiscountRate == 0 && query.Horizon.IsInfinite))
        {
            throw new CustomerMetricsException("DiscountRateInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-DiscountRate is {query.DiscountRate}."), "Give the rate of a year from 0 to 1, 0.1 for 10%; over all time it must be above 0.");
        }

        _ = PeriodsOf(query.Horizon, query.Moves.Ledger.Period);
    }

    /// <summary>The periods of a horizon; null is all time.</summary>
    public static int? PeriodsOf(Horizon horizon, PeriodUnit unit)
    {
        if (horizon.IsInfinite)
        {
            return null;
        }

        var (ofHorizon, ofUnit) = (Length(horizon.Unit), Length(unit));
        var count = (long)horizon.Count * ofHorizon.Count / ofUnit.Count;
        return ofHorizon.IsMonths == ofUnit.IsMonths && count * ofUnit.Count == (long)horizon.Count * ofHorizon.Count && count is > 0 and <= MostPeriods
            ? (int)count
            : throw new CustomerMetricsException("HorizonInvalid", FailureKind.InvalidArgument, Errors.Invariant($"The horizon of {horizon} is not a whole number of periods, each a {unit}, from 1 to {MostPeriods}."), Errors.Invariant($"Give it in periods, such as -Horizon '12 {unit}s', or 'infinite'."));
    }

    private static (int Count, bool IsMonths) Length(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => (1, false),
        PeriodUnit.Week => (7, false),
        PeriodUnit.Month => (1, true),
        PeriodUnit.Quarter => (3, true),
        _ => (12, true),
    };

    /// <summary>Which groups are valued, and with what money where it was given.</summary>
    public static void CheckStates(MoveValueQuery query, IReadOnlyList<string> groups)
    {
        if (groups.Count > MostValued)
        {
            throw new CustomerMetricsException("TooManyGroups", FailureKind.LimitExceeded, Errors.Invariant($"{groups.Count:#,0} groups are too many to be valued."), Errors.Invariant($"Group by a column with at most {MostValued} values."));
        }

        if (query.Revenue is not { } given)
        {
            return;
        }

        var missing = groups.Where(group => !given.ContainsKey(group)).ToList();
        var unknown = given.Keys.Where(name => name != CustomerMove.Dormant && !groups.Contains(name)).ToList();
        if (missing.Count + unknown.Count > 0)
        {
            throw new CustomerMetricsException(
                "StateRevenueInvalid",
                FailureKind.InvalidArgument,
                missing.Count > 0 ? $"-RevenueByGroup says nothing of {Errors.List(missing)}." : $"-RevenueByGroup names {Errors.List(unknown)}, and nobody was there.",
                $"Give the money of a period for each of {Errors.List(groups)}; the rest is taken as 0.");
        }
    }
}
