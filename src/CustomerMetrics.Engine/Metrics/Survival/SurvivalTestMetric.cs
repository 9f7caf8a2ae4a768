using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Sources.Durations;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>Compares the groups of durations, one record for each test.</summary>
internal static class SurvivalTestMetric
{
    public const double UsualP = 1;
    public const double UsualQ = 0;

    public static IReadOnlyList<SurvivalTest> Compute(GroupedDurations durations, SurvivalTestQuery query, CancellationToken cancellationToken)
    {
        SurvivalRules.Check(durations, query);
        var sets = durations.Groups.Select(group => RiskSets.Of(group.Lifetimes, System.Math.Max(1, durations.Reasons.Count))).ToList();
        var (p, q) = (query.FlemingP ?? UsualP, query.FlemingQ ?? UsualQ);
        return [.. query.Tests.Distinct().Select(test => ToRecord(durations, test, sets, new(sets, new(test, p, q), cancellationToken), p, q))];
    }

    private static SurvivalTest ToRecord(GroupedDurations durations, SurvivalTestKind test, List<RiskSets> sets, LogRank found, double p, double q) => new()
    {
        Test = test,
        Groups = sets.Count,
        ChiSquare = found.ChiSquare,
        DegreesOfFreedom = found.DegreesOfFreedom,
        PValue = found.PValue,
        Customers = sets.Sum(set => set.Customers),
        Lost = sets.Sum(set => set.AllLost),
        ByGroup = [.. sets.Select((set, i) => new SurvivalTestGroup
        {
            Group = durations.Groups[i].Group!,
            Customers = set.Customers,
            Observed = set.AllLost,
            Expected = found.Expected[i],
            WeightedDifference = found.Difference[i],
        })],
        Weight = test switch
        {
            SurvivalTestKind.Wilcoxon => "those at risk",
            SurvivalTestKind.TaroneWare => "the root of those at risk",
            SurvivalTestKind.Peto => "the share still there",
            SurvivalTestKind.FlemingHarrington => Errors.Invariant($"the share that was still there to the power {p}, times the share that was lost to the power {q}"),
            _ => "1",
        },
        Reason = found.ChiSquare is null ? "Nobody is lost at an age at which several groups are at risk." : null,
        Rule = durations.Rule,
        GroupBy = durations.GroupBy,
        ActivityRule = durations.ActivityRule,
        WindowDays = durations.WindowDays,
        Since = durations.Since,
        AsOf = durations.AsOf,
    };
}
