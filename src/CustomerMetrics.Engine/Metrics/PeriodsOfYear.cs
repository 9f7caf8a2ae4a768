namespace CustomerMetrics.Engine.Metrics;

/// <summary>How many periods of a length a year has.</summary>
internal static class PeriodsOfYear
{
    private const double Days = 365.25;

    public static double In(PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => Days,
        PeriodUnit.Week => Days / 7,
        PeriodUnit.Month => 12,
        PeriodUnit.Quarter => 4,
        _ => 1,
    };
}
