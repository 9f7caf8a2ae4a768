using System.Linq;
using CustomerMetrics.Engine.Sources.Durations;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>Which questions about survival make sense.</summary>
internal static class SurvivalRules
{
    public const int MostBands = 10_000;
    public const int MostGroups = 100;

    public static void Check(CustomerDurations durations, SurvivalQuery query)
    {
        if (query.AgeUnit is not null && durations.Unit is null)
        {
            throw new CustomerMetricsException("DurationUnitMissing", FailureKind.InvalidArgument, $"{durations.Name}: the durations have no unit that -AgeUnit could turn into another.", "Say what they are in with -Unit.");
        }

        if (query.Quantiles.Any(share => !(share is > 0 and < 1)))
        {
            throw new CustomerMetricsException("QuantileInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Quantile is {string.Join(", ", query.Quantiles.Select(share => Errors.Invariant($"{share}")))}."), "Give shares of lost customers between 0 and 1, such as 0.25, 0.5.");
        }

        if (query.Horizon is { } horizon && !(horizon > 0 && double.IsFinite(horizon)))
        {
            throw new CustomerMetricsException("AgeLimitInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-AgeLimit is {horizon}."), "Give an age above 0, in the unit of the answer.");
        }

        if (query.BandWidth is { } width && !(width > 0 && double.IsFinite(width)))
        {
            throw BandWidth(width);
        }
    }

    public static void Check(GroupedDurations durations, SurvivalTestQuery query)
    {
        if (durations.Groups.Count < 2)
        {
            throw new CustomerMetricsException("SurvivalTestNeedsGroups", FailureKind.InvalidArgument, $"{durations.Name}: a test compares groups, and there {(durations.Groups.Count == 0 ? "is none" : "is only one")}.", "Name the column of the groups: -GroupBy for transactions, -GroupColumn for durations.");
        }

        if (durations.Groups.Count > MostGroups)
        {
            throw new CustomerMetricsException("TooManyGroups", FailureKind.LimitExceeded, Errors.Invariant($"A test compares at most {MostGroups} groups, and there are {durations.Groups.Count:#,0}."), "Group by a column with fewer values.");
        }

        if ((query.FlemingP ?? query.FlemingQ) is not null && !query.Tests.Contains(SurvivalTestKind.FlemingHarrington))
        {
            throw new CustomerMetricsException("FlemingPowerUnused", FailureKind.InvalidArgument, "-FlemingP and -FlemingQ belong to the test FlemingHarrington.", "Add it to -Test, or leave them out.");
        }

        if (query.FlemingP is { } p && !IsPower(p) || query.FlemingQ is { } q && !IsPower(q))
        {
            throw new CustomerMetricsException("FlemingPowerInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-FlemingP is {query.FlemingP ?? SurvivalTestMetric.UsualP}, -FlemingQ is {query.FlemingQ ?? SurvivalTestMetric.UsualQ}."), "Give powers from 0 to 100.");
        }
    }

    public static CustomerMetricsException BandWidth(double width) =>
        new("BandWidthInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-BandWidth is {width}."), Errors.Invariant($"Give a width above 0 that makes at most {MostBands:#,0} bands, in the unit of the answer."));

    private static bool IsPower(double power) => power is >= 0 and <= 100;
}
