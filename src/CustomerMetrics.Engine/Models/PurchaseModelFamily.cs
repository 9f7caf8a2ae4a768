using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Models.Fitting;

namespace CustomerMetrics.Engine.Models;

/// <summary>A purchase model before its parameters are known.</summary>
internal sealed class PurchaseModelFamily
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> ParameterNames { get; init; }

    public required Func<IReadOnlyList<double>, PurchaseModel> Create { get; init; }

    public required Func<PurchaseHistories, Likelihood> Likelihood { get; init; }

    /// <summary>Where the search may start, given the mean rate of repeat purchases and the mean age.</summary>
    public required Func<double, double, double[][]> Starts { get; init; }

    /// <summary>Which parameters are times and not pure numbers.</summary>
    public required IReadOnlyList<bool> IsTime { get; init; }

    /// <summary>What it means, in plain words, when the search ends at a model that is simpler than this one; null when it does not.</summary>
    public required Func<IReadOnlyList<double>, double, string?> Degeneracy { get; init; }

    public ModelFit<PurchaseModel> Fit(PurchaseHistories histories, CancellationToken cancellationToken) => PurchaseFit.Run(this, histories, cancellationToken);
}
