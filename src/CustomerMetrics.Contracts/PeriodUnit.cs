namespace CustomerMetrics;

/// <summary>The calendar periods of a ledger. Weeks start on Monday.</summary>
public enum PeriodUnit
{
    Day,
    Week,
    Month,
    Quarter,
    Year,
}
