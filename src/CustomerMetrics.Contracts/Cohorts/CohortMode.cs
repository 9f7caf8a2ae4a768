namespace CustomerMetrics;

/// <summary>When a customer counts as active at an offset.</summary>
public enum CohortMode
{
    /// <summary>With an activity in exactly that offset.</summary>
    Classic,

    /// <summary>With an activity in that offset or any later one.</summary>
    Rolling,

    /// <summary>With an activity in any offset of a bracket.</summary>
    Bracket,
}
