using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>Which questions about groups make sense.</summary>
internal static class GroupRules
{
    private const decimal MostMoney = 1e20m;

    /// <summary>The money that customers are ordered by.</summary>
    public static GroupBasis BasisOf(CustomerSource source, GroupQuery query) => query.Basis switch
    {
        null => HasCost(source) ? GroupBasis.Profit : GroupBasis.Revenue,
        GroupBasis.Profit when !HasCost(source) => throw new CustomerMetricsException("BasisNeedsCost", FailureKind.InvalidArgument, $"{source.Name} has no column of cost, so nobody's profit is known.", "Name the column of cost with -CostColumn, or take -RankBy Revenue."),
        { } basis => basis,
    };

    public static void Validate(CustomerSource source, GroupQuery query, DateTime asOf)
    {
        LedgerMetric.CheckAsOf(asOf);
        LedgerMetric.CheckLast(query.Last);
        if (query.By is { } by && query.GroupBy.Count > 0)
        {
            throw new CustomerMetricsException("GroupedTwice", FailureKind.InvalidArgument, $"-GroupBy divides customers by a column, and -By {by} by what they did.", "Leave out one of the two.");
        }

        if (query.By is CustomerGrouping.Tier != query.Tiers.Count > 0)
        {
            throw new CustomerMetricsException("TiersMissing", FailureKind.InvalidArgument, query.Tiers.Count > 0 ? "-Tier gives thresholds, and the groups are others." : "-By Tier needs thresholds.", "Give both: -By Tier -Tier @{ Gold = 1000; Silver = 200; Bronze = 0 }.");
        }

        CheckTiers(query.Tiers);
        _ = BasisOf(source, query);
    }

    public static void CheckTiers(IReadOnlyList<GroupTier> tiers)
    {
        if (tiers.FirstOrDefault(tier => string.IsNullOrWhiteSpace(tier.Tier) || tier.Tier is GroupTier.Below or CustomerGroup.All or CustomerMove.New or CustomerMove.Dormant or CustomerMove.Lost || Math.Abs(tier.From) > MostMoney) is { } wrong)
        {
            throw new CustomerMetricsException("TierInvalid", FailureKind.InvalidArgument, $"'{wrong.Tier}' cannot be a tier.", "Give each tier a name of its own and the money from which on it begins.");
        }

        if (tiers.GroupBy(tier => tier.Tier, StringComparer.Ordinal).Any(same => same.Skip(1).Any()) || tiers.GroupBy(tier => tier.From).Any(same => same.Skip(1).Any()))
        {
            throw new CustomerMetricsException("TierInvalid", FailureKind.InvalidArgument, "Two tiers have one name or one threshold.", "Give each tier a name and a threshold of its own.");
        }
    }

    /// <summary>The best tier first.</summary>
    public static IReadOnlyList<GroupTier> Ordered(IEnumerable<GroupTier> tiers) => [.. tiers.OrderByDescending(tier => tier.From)];

    private static bool HasCost(CustomerSource source) => source.Columns.ContainsKey("Cost");
}
