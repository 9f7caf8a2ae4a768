namespace CustomerMetrics;

/// <summary>What happens to a row that cannot be read.</summary>
public enum BadRowAction
{
    /// <summary>The import ends at the first one, with its line and the reason.</summary>
    Stop,

    /// <summary>It is left out and counted.</summary>
    Skip,

    /// <summary>It is left out, counted and reported in one warning at the end.</summary>
    Report,
}
