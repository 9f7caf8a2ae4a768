namespace CustomerMetrics;

/// <summary>The unit of ages.</summary>
public enum AgeUnit
{
    Day,

    /// <summary>Seven days.</summary>
    Week,

    /// <summary>A twelfth of 365.25 days.</summary>
    Month,

    /// <summary>365.25 days.</summary>
    Year,
}
