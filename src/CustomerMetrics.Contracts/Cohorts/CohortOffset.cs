namespace CustomerMetrics;

/// <summary>How the time since the first activity is counted.</summary>
public enum CohortOffset
{
    /// <summary>By the difference of the calendar periods.</summary>
    Calendar,

    /// <summary>By whole lengths of a period since the customer's own first day.</summary>
    Elapsed,
}
