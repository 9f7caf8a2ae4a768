namespace CustomerMetrics;

/// <summary>Whom the spend of a line was to win.</summary>
public enum AcquisitionKind
{
    New,

    /// <summary>Customers who had been lost.</summary>
    WinBack,
}
