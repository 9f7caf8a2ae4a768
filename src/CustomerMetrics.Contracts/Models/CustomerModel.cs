using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A fitted model of when customers buy and what they spend, with all that a prediction needs. It survives jobs and files.</summary>
public sealed record CustomerModel
{
    public required ModelKind Model { get; init; }

    public required ModelTimeUnit TimeUnit { get; init; }

    /// <summary>The exclusive end of what the model was fitted to.</summary>
    public required DateTime AsOf { get; init; }

    public required long Customers { get; init; }

    /// <summary>The parameters by name; alpha and beta are times in <see cref="TimeUnit"/>. Empty where there were too few data.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Not a number where the data do not say what a parameter is.</summary>
    public required IReadOnlyDictionary<string, double> StandardErrors { get; init; }

    /// <summary>Null where there were too few data.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>Whether the data say what the parameters are. Without, predictions are given and have no interval.</summary>
    public required bool Identified { get; init; }

    /// <summary>What a reader must know, in plain sentences.</summary>
    public required string[] Notes { get; init; }

    /// <summary>Customers who bought again.</summary>
    public required long Repeaters { get; init; }

    public required long RepeatPurchases { get; init; }

    /// <summary>What purchases bring; null where there was no money to learn from.</summary>
    public SpendModel? Spend { get; init; }

    /// <summary>How the kind of model was chosen; null where it was given.</summary>
    public string? Choice { get; init; }

    /// <summary>The models that were compared, the best first.</summary>
    public ModelCandidate[] Candidates { get; init; } = [];

    /// <summary>The name of the source.</summary>
    public required string Source { get; init; }

    public required DateTime FirstDate { get; init; }

    public required string TimeZone { get; init; }

    public string? Currency { get; init; }

    public required RefundRule Refund { get; init; }

    /// <summary>Cost of all rows per net money of all rows; null without a cost column.</summary>
    public double? CostRate { get; init; }

    /// <summary>A hash of the histories that the model was fitted to: equal data give equal fingerprints.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The whole model as text, by which it survives files, jobs and remote sessions.</summary>
    public string Json { get; init; } = "";

    /// <summary>The covariance of the logarithms of the parameters, row by row; empty where they are not identified.</summary>
    public double[] LogCovariance { get; init; } = [];
}
