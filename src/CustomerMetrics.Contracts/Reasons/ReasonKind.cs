namespace CustomerMetrics;

/// <summary>What a line of reasons stands for.</summary>
public enum ReasonKind
{
    /// <summary>The customers of whom no reason is known.</summary>
    NotRecorded,

    /// <summary>A reason of the table.</summary>
    Recorded,

    /// <summary>All reasons that were not among the top.</summary>
    Other,
}
