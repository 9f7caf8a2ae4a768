namespace CustomerMetrics;

/// <summary>The day on which a contract ends.</summary>
public enum LossDate
{
    /// <summary>The end of what was paid for.</summary>
    End,

    /// <summary>The day of the cancellation, where it is before that.</summary>
    Cancel,
}
