namespace CustomerMetrics;

/// <summary>What an amount is paid for.</summary>
public enum BillingPeriod
{
    Month,
    Quarter,
    HalfYear,
    Year,
    Week,
    Day,
}
