using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How a model of the same kind, fitted to the first three quarters of the time, foretold the last one: the part of a <see cref="CustomerModelTest"/> that a statement shows.</summary>
public sealed record StatementModelTest
{
    public required ModelKind Model { get; init; }

    /// <summary>The first day of the hold-out, of which the model knows nothing.</summary>
    public required DateTime Start { get; init; }

    /// <summary>The first day after it.</summary>
    public required DateTime End { get; init; }

    /// <summary>Those who had bought before the hold-out.</summary>
    public required long Customers { get; init; }

    /// <summary>Their purchases in the hold-out.</summary>
    public required long Actual { get; init; }

    public required double Expected { get; init; }

    public double? Bias { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Customers by how often they had bought again.</summary>
    public required IReadOnlyList<FrequencyCalibration> ByFrequency { get; init; }
}
