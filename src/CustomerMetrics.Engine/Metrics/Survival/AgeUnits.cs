namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>Ages in other units.</summary>
internal static class AgeUnits
{
    private const double DaysOfMonth = 30.4375;

    public static double Days(AgeUnit unit) => unit switch
    {
        AgeUnit.Week => 7,
        AgeUnit.Month => DaysOfMonth,
        AgeUnit.Year => 12 * DaysOfMonth,
        _ => 1,
    };
}
