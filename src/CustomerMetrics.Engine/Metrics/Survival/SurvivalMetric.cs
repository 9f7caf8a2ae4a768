using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Sources.Durations;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>How long the customers of each group stay.</summary>
internal static class SurvivalMetric
{
    private const int UsualBands = 20;

    private static readonly double[] Steps = [1, 2, 5, 10];

    // Sums of as many shares as there are ages.
    private const double Rounding = 1e-9;

    public static IEnumerable<CustomerSurvival> Compute(GroupedDurations durations, SurvivalQuery query)
    {
        SurvivalRules.Check(durations, query);
        var unit = query.AgeUnit ?? durations.Unit;
        var scale = query.AgeUnit is { } wanted ? AgeUnits.Days(durations.Unit!.Value) / AgeUnits.Days(wanted) : 1;
        var groups = durations.Groups.Select(group => group with { Lifetimes = Scaled(group.Lifetimes, scale) }).ToList();
        if (groups.Count == 0)
        {
            return [];
        }

        var sets = groups.ConvertAll(group => RiskSets.Of(group.Lifetimes, Math.Max(1, durations.Reasons.Count)));
        var horizon = query.Horizon ?? sets.Min(set => set.LastAge);
        var width = query.BandWidth ?? RoundWidth(sets.Max(set => set.LastAge) / UsualBands);
        return groups.Select((group, i) => ToRecord(durations, query, unit, horizon, width, group, sets[i])).ToList();
    }

    private static IReadOnlyCollection<Lifetime> Scaled(IReadOnlyCollection<Lifetime> lifetimes, double scale) =>
        scale == 1 ? lifetimes : [.. lifetimes.Select(lifetime => lifetime with { Entry = lifetime.Entry * scale, Age = lifetime.Age * scale })];

    private static CustomerSurvival ToRecord(GroupedDurations durations, SurvivalQuery query, AgeUnit? unit, double horizon, double width, GroupedLifetimes group, RiskSets sets)
    {
        var curve = new KaplanMeier(sets);
        var band = curve.Band(query.Interval);
        var mean = RestrictedMean.Of(sets, curve, horizon);
        var within = mean?.Within(horizon);
        SurvivalQuantile Quantile(double share) => new()
        {
            Lost = share,
            Age = QuantileAge.At(sets.Age, curve.Survival, 1 - share),
            Low = QuantileAge.At(sets.Age, band.Low, 1 - share),
            High = QuantileAge.At(sets.Age, band.High, 1 - share),
        };
        var median = Quantile(0.5);
        return new()
        {
            Group = group.Group,
            Customers = sets.Customers,
            Lost = sets.AllLost,
            Censored = sets.Customers - sets.AllLost,
            LateEntries = sets.LateEntries,
            Median = median.Age,
            MedianLow = median.Low,
            MedianHigh = median.High,
            Quantiles = [.. query.Quantiles.Select(Quantile)],
            RestrictedMean = mean?.Mean,
            RestrictedMeanLow = within?.Low,
            RestrictedMeanHigh = within?.High,
            Horizon = horizon,
            IntervalKind = query.Interval,
            Unit = unit,
            Method = durations.Reasons.Count > 0 ? "Kaplan-Meier, Aalen-Johansen" : "Kaplan-Meier",
            Rule = durations.Rule,
            ActivityRule = durations.ActivityRule,
            WindowDays = durations.WindowDays,
            CameBack = group.CameBack,
            CameBackShare = group.CameBack is { } back && sets.AllLost > 0 ? (double)back / sets.AllLost : null,
            LeftEdge = group.Early > 0,
            Curve = Points(durations.Reasons, query.Interval, sets, curve, band),
            Hazard = Hazards(group.Lifetimes, sets.LastAge, width),
            Notes = [.. Notes(sets, curve, median.Age, mean, horizon), .. EdgeNotes(durations, group)],
            GroupBy = durations.GroupBy,
            Since = durations.Since,
            AsOf = durations.AsOf,
            TimeZone = durations.TimeZone,
        };
    }

    private static SurvivalPoint[] Points(IReadOnlyList<string> reasons, SurvivalInterval kind, RiskSets sets, KaplanMeier curve, ShareBand band)
    {
        var hazard = new NelsonAalen(sets);
        var incidences = reasons.Select((_, reason) => new AalenJohansen(sets, reason)).ToList();
        var limits = incidences.ConvertAll(incidence => incidence.Band(kind));
        var points = new SurvivalPoint[sets.Age.Length];
        for (var i = 0; i < points.Length; i++)
        {
            if (incidences.Count > 0 && Math.Abs(incidences.Sum(incidence => incidence.Incidence[i]) + curve.Survival[i] - 1) > Rounding)
            {
                throw Errors.SurvivalCheckFailed(sets.Age[i]);
            }

            points[i] = new()
            {
                Age = sets.Age[i],
                AtRisk = sets.AtRisk[i],
                Entered = sets.Entered[i],
                Lost = sets.Lost[i],
                Censored = sets.Censored[i],
                Survival = curve.Survival[i],
                Low = Known(band.Low[i]),
                High = Known(band.High[i]),
                CumulativeHazard = hazard.Hazard[i],
                CumulativeHazardLow = Known(hazard.Low[i]),
                CumulativeHazardHigh = Known(hazard.High[i]),
                Incidence = [.. incidences.Select((incidence, reason) => new SurvivalIncidence
                {
                    Reason = reasons[reason],
                    Lost = sets.LostBy[reason][i],
                    Incidence = incidence.Incidence[i],
                    Low = Known(limits[reason].Low[i]),
                    High = Known(limits[reason].High[i]),
                })],
            };
        }

        return points;
    }

    private static HazardBand[] Hazards(IReadOnlyCollection<Lifetime> lifetimes, double lastAge, double width)
    {
        var bands = Math.Max(1, Math.Ceiling(lastAge / width));
        if (bands > SurvivalRules.MostBands)
        {
            throw SurvivalRules.BandWidth(width);
        }

        var hazards = new HazardByAge(lifetimes, width, (int)bands);
        return [.. hazards.Lost.Select((lost, band) =>
        {
            var exposure = hazards.Exposure[band];
            Interval? interval = exposure > 0 ? Interval.Poisson(lost, exposure) : null;
            return new HazardBand
            {
                From = hazards.Edge(band),
                To = hazards.Edge(band + 1),
                Lost = lost,
                Exposure = exposure,
                Hazard = exposure > 0 ? lost / exposure : null,
                Low = interval?.Low,
                High = interval?.High,
            };
        })];
    }

    private static IEnumerable<string> Notes(RiskSets sets, KaplanMeier curve, double? median, RestrictedMean? mean, double horizon)
    {
        if (median is null)
        {
            yield return TextCulture.Write($"There is no median: {curve.Survival[^1] * 100:0.#}% are still there at the last age.");
        }

        if (mean is null)
        {
            yield return TextCulture.Write($"There is no mean up to {horizon}: nobody was followed beyond {sets.LastAge}, where {curve.Survival[^1] * 100:0.#}% were still there.");
        }

        var end = Array.FindIndex(curve.Survival, share => share <= 0);
        if (end >= 0 && end < sets.Age.Length - 1)
        {
            yield return TextCulture.Write($"At {sets.Age[end]} all {sets.AtRisk[end]} who were at risk were lost, so the curve says nothing of those who entered later.");
        }
    }

    private static IEnumerable<string> EdgeNotes(GroupedDurations durations, GroupedLifetimes group)
    {
        if (group.Early > 0)
        {
            yield return TextCulture.Write($"{group.Early:#,0} were first seen in the first {durations.WindowDays} days of the data, and may be older than they look.");
        }
    }

    // One, two or five, and noughts.
    private static double RoundWidth(double least)
    {
        if (least <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return Steps.Select(step => step * power).First(width => width >= least * (1 - Rounding));
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
