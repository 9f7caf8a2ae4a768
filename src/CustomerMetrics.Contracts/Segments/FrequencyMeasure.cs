namespace CustomerMetrics;

/// <summary>What counts as one purchase.</summary>
public enum FrequencyMeasure
{
    /// <summary>A day with an activity, however many rows it has.</summary>
    Days,

    /// <summary>A row of zero or more.</summary>
    Rows,
}
