namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>What a question about averages may say.</summary>
internal static class AverageRules
{
    public static void Validate(AverageQuery query)
    {
        if (query.Last < 1)
        {
            throw new CustomerMetricsException("LastInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Last is {query.Last}."), "Give a number of periods from 1 on.");
        }

        if (query.Margin is not (null or (>= 0 and <= 1)))
        {
            throw new CustomerMetricsException("MarginInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Margin is {query.Margin}."), "Give the margin as a share of revenue from 0 to 1: 0.4 is 40%.");
        }

        if (query.DiscountRate is not (null or (>= 0 and <= 1)))
        {
            throw new CustomerMetricsException("DiscountRateInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-DiscountRate is {query.DiscountRate}."), "Give the rate of a year from 0 to 1: 0.1 is 10%.");
        }
    }
}
