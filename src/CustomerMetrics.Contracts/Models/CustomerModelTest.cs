using System;

namespace CustomerMetrics;

/// <summary>How a model foretold the time after the one it was fitted to, for the customers it knew.</summary>
public sealed record CustomerModelTest
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

    /// <summary>Expected / actual - 1; null when nobody bought.</summary>
    public double? Bias { get; init; }

    /// <summary>The mean over customers of the distance between expected and actual purchases.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>The same for a forecast that lets each customer go on at the own past rate, x / T.</summary>
    public required double NaiveError { get; init; }

    /// <summary>The share of customers whose purchases lie in the 95% interval that the model gave them.</summary>
    public required double Coverage { get; init; }

    /// <summary>The logarithm of the chance that the model gave to what happened: higher is better, for the same data.</summary>
    public required double LogScore { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Customers by how often they had bought again.</summary>
    public required FrequencyCalibration[] ByFrequency { get; init; }

    /// <summary>Repeat purchases since the first day of the data, at the end of each week.</summary>
    public required WeeklyTracking[] Weekly { get; init; }

    /// <summary>The model that was tested.</summary>
    public required CustomerModel Fit { get; init; }
}

/// <summary>Customers with as many repeat purchases before the hold-out.</summary>
/// <param name="Frequency">The number of repeat purchases, such as 0 or 7+.</param>
/// <param name="Customers">How many.</param>
/// <param name="Actual">Purchases of one in the hold-out, on average.</param>
/// <param name="Expected">The like as foretold.</param>
public sealed record FrequencyCalibration(string Frequency, long Customers, double Actual, double Expected);

/// <summary>One week of the tracking.</summary>
/// <param name="End">The first day after the week.</param>
/// <param name="Actual">Repeat purchases of the week.</param>
/// <param name="Expected">The like of customers as the model draws them at their first purchase.</param>
/// <param name="CumulativeActual">All up to the week's end.</param>
/// <param name="CumulativeExpected">The like as foretold.</param>
/// <param name="IsHoldOut">Whether the week ends in the hold-out.</param>
public sealed record WeeklyTracking(DateTime End, long Actual, double Expected, long CumulativeActual, double CumulativeExpected, bool IsHoldOut);
