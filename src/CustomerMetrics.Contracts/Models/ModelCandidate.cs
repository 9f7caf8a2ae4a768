namespace CustomerMetrics;

/// <summary>One of the models that were compared.</summary>
public sealed record ModelCandidate
{
    public required ModelKind Model { get; init; }

    /// <summary>The logarithm of the chance that it gave, before the fact, to what happened in the hold-out: higher is better. Null without a hold-out or a fit.</summary>
    public double? Score { get; init; }

    /// <summary>Of the fit to all data.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>Akaike's criterion of the fit to all data: lower is better.</summary>
    public double? Aic { get; init; }

    public required bool Identified { get; init; }

    public string? Note { get; init; }
}
