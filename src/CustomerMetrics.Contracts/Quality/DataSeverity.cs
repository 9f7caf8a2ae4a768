namespace CustomerMetrics;

/// <summary>How much a finding in the data means, the smallest first.</summary>
public enum DataSeverity
{
    /// <summary>Often right; good to know when reading the figures.</summary>
    Information,

    /// <summary>Probably wrong, or it changes the figures: look at the rows.</summary>
    Warning,

    /// <summary>Cannot be right.</summary>
    Error,
}
