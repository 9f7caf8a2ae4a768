namespace CustomerMetrics;

/// <summary>Why terms were lost, or why they were renewed: one reason of one outcome. Those of an outcome add up to it.</summary>
public sealed record RenewalReason
{
    public required RenewalOutcome Outcome { get; init; }

    public required string Reason { get; init; }

    public required ReasonKind Kind { get; init; }

    public required long Opportunities { get; init; }

    /// <summary>Of the opportunities with that outcome.</summary>
    public required double Share { get; init; }

    /// <summary>The money of the terms, those with negative money left out.</summary>
    public required decimal OldValue { get; init; }
}
