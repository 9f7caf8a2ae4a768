using System;

namespace CustomerMetrics;

/// <summary>
/// The process a sample is drawn from: customers arrive, buy at a rate of their own until they drop out, and spend around a mean of their own.
/// Rates are per week; <see cref="Start"/> and <see cref="End"/> are whole days. The first purchase is the arrival, and refunds are rows of their own. Purchases follow the Pareto/NBD story (Schmittlein, Morrison and Colombo 1987), spend the Gamma-Gamma one (Fader and Hardie 2013).
/// </summary>
public sealed record SampleProcess
{
    /// <summary>How many customers arrive. More of them leave the rows of the first ones as they are.</summary>
    public int Customers { get; init; } = 1000;

    /// <summary>The first day of arrivals.</summary>
    public DateTime Start { get; init; } = new(2024, 1, 1);

    /// <summary>The first day after the observation.</summary>
    public DateTime End { get; init; } = new(2026, 1, 1);

    /// <summary>Share of the observation, from its start, over which customers arrive evenly: above 0, and 1 for a shop that gains customers to the end.</summary>
    public double ArrivalShare { get; init; } = 1;

    /// <summary>Shape of the gamma that purchase rates come from.</summary>
    public double RateShape { get; init; } = 0.9;

    /// <summary>Rate of that gamma, in weeks: the mean purchase rate is RateShape / RateScale a week.</summary>
    public double RateScale { get; init; } = 9;

    /// <summary>Shape of the gamma that dropout rates come from.</summary>
    public double DropoutShape { get; init; } = 0.8;

    /// <summary>Rate of that gamma, in weeks.</summary>
    public double DropoutScale { get; init; } = 22;

    /// <summary>Gamma shape of one purchase's amount (p).</summary>
    public double SpendShape { get; init; } = 6.25;

    /// <summary>Shape of the gamma that customers' spend rates come from (q), above 1: the mean spend is finite only then.</summary>
    public double SpendMixShape { get; init; } = 3.75;

    /// <summary>Rate of that gamma (gamma): the mean spend is p * gamma / (q - 1).</summary>
    public double SpendMixScale { get; init; } = 20;

    /// <summary>Share of purchases that are refunded in full 1 to 21 days later, unless that is past the end.</summary>
    public double RefundShare { get; init; } = 0.03;

    /// <summary>The same process and seed give the same rows in every version.</summary>
    public long Seed { get; init; } = 1;
}
