using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>What a purchase to come is expected to bring.</summary>
public sealed record SpendModel
{
    public required SpendKind Kind { get; init; }

    /// <summary>Of Gamma-Gamma p, q and gamma, a money; of strata the mean money of a purchase by the least number of repeat purchases.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    public IReadOnlyDictionary<string, double> StandardErrors { get; init; } = new Dictionary<string, double>();

    public double? LogLikelihood { get; init; }

    public required bool Identified { get; init; }

    /// <summary>Customers with money above zero for their repeat purchases.</summary>
    public required long Customers { get; init; }

    /// <summary>Customers who bought again and whose repeat purchases came to no money above zero: they stay in the model of purchases only.</summary>
    public required long Excluded { get; init; }

    /// <summary>The mean money of a purchase over all customers; null where the model has none.</summary>
    public double? Mean { get; init; }

    /// <summary>Pearson's correlation of repeat purchases and mean spend, with its 95% interval by Fisher's z; null with fewer than four customers.</summary>
    public double? Correlation { get; init; }

    public double? CorrelationLow { get; init; }

    public double? CorrelationHigh { get; init; }

    public required string[] Notes { get; init; }

    public double[] LogCovariance { get; init; } = [];
}
