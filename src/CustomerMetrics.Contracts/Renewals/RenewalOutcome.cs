namespace CustomerMetrics;

/// <summary>What became of a renewal opportunity.</summary>
public enum RenewalOutcome
{
    Renewed,

    /// <summary>The grace is over, and nothing replaced the term.</summary>
    Lost,

    /// <summary>The grace is not over.</summary>
    Undecided,
}
