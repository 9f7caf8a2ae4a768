using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics;

/// <summary>Lays the curve of a record out as lines: those of the survival curve, then those of each reason.</summary>
internal static class SurvivalLines
{
    public static IEnumerable<SurvivalLine> Of(CustomerSurvival survival)
    {
        var reasons = survival.Curve.Length == 0 ? 0 : survival.Curve[0].Incidence.Length;
        return survival.Curve.Select(point => OfSurvival(survival, point))
            .Concat(Enumerable.Range(0, reasons).SelectMany(reason => survival.Curve.Select(point => OfReason(survival, point, point.Incidence[reason]))));
    }

    private static SurvivalLine OfSurvival(CustomerSurvival survival, SurvivalPoint point) => new()
    {
        Group = survival.Group,
        Age = point.Age,
        AtRisk = point.AtRisk,
        Entered = point.Entered,
        Lost = point.Lost,
        Censored = point.Censored,
        Share = point.Survival,
        Low = point.Low,
        High = point.High,
        CumulativeHazard = point.CumulativeHazard,
        CumulativeHazardLow = point.CumulativeHazardLow,
        CumulativeHazardHigh = point.CumulativeHazardHigh,
        IntervalKind = survival.IntervalKind,
        Unit = survival.Unit,
        Method = "Kaplan-Meier",
        Rule = survival.Rule,
        GroupBy = survival.GroupBy,
        Since = survival.Since,
        AsOf = survival.AsOf,
    };

    private static SurvivalLine OfReason(CustomerSurvival survival, SurvivalPoint point, SurvivalIncidence incidence) => OfSurvival(survival, point) with
    {
        Reason = incidence.Reason,
        Lost = incidence.Lost,
        Share = incidence.Incidence,
        Low = incidence.Low,
        High = incidence.High,
        CumulativeHazard = null,
        CumulativeHazardLow = null,
        CumulativeHazardHigh = null,
        Method = "Aalen-Johansen",
    };
}
