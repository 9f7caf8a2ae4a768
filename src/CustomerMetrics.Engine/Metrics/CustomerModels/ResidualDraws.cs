using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>What a customer may bring: 95 of 100 outcomes lie between Low and High, 95 of 100 means between MeanLow and MeanHigh.</summary>
internal readonly record struct ResidualInterval(double Low, double High, double MeanLow, double MeanHigh);

/// <summary>
/// Intervals by drawing: parameters from what the data leave open, and the customer's outcome given them. The same seed gives the same interval for the same history,
/// whatever customers come before.
/// </summary>
internal sealed class ResidualDraws
{
    private const double Tail = 0.025;

    private readonly FittedModel[] models;
    private readonly Valuation valuation;
    private readonly long seed;
    private readonly double[] outcomes;
    private readonly double[] means;

    public ResidualDraws(Func<Random, FittedModel> drawer, Valuation valuation, long seed, int draws)
    {
        this.valuation = valuation;
        this.seed = seed;
        var random = new Random(SeedOf([]));
        models = [.. Enumerable.Range(0, draws).Select(_ => drawer(random))];
        outcomes = new double[draws];
        means = new double[draws];
    }

    public IReadOnlyList<FittedModel> Models => models;

    /// <param name="repeats">Purchases after the first.</param>
    /// <param name="last">Days from the first to the last.</param>
    /// <param name="age">Days from the first to the last observed day.</param>
    /// <param name="money">The money of the repeat purchases.</param>
    /// <param name="discount">What a purchase within the horizon counts for on average, once discounted.</param>
    public ResidualInterval Interval(int repeats, int last, int age, double money, double discount)
    {
        var random = new Random(SeedOf([(uint)repeats, (uint)last, (uint)age, (ulong)BitConverter.DoubleToInt64Bits(money)]));
        for (var i = 0; i < models.Length; i++)
        {
            var model = models[i];
            var alive = model.Purchases.ProbabilityAlive(repeats, model.Units(last), model.Units(age));
            var expected = valuation.IsInfinite
                ? model.Purchases.DiscountedIfAlive(repeats, model.Units(age), valuation.DailyRate / model.Units(1))
                : discount * model.Purchases.ExpectedIfAlive(repeats, model.Units(age), model.Units(valuation.Days));
            means[i] = alive * expected * model.ExpectedSpend(repeats, money);
            outcomes[i] = random.NextDouble() < alive ? Outcome(model, repeats, age, money, discount, random) : 0;
        }

        Array.Sort(outcomes);
        Array.Sort(means);
        var margin = valuation.MarginRate;
        var (low, high) = (Quantile(outcomes, Tail) * margin, Quantile(outcomes, 1 - Tail) * margin);
        var (meanLow, meanHigh) = (Quantile(means, Tail) * margin, Quantile(means, 1 - Tail) * margin);
        return margin < 0 ? new(high, low, meanHigh, meanLow) : new(low, high, meanLow, meanHigh);
    }

    private double Outcome(FittedModel model, int repeats, int age, double money, double discount, Random random)
    {
        var purchases = valuation.DrawIfAlive(model, repeats, age, discount, random);
        return purchases.Count == 0 ? 0 : purchases.Discounted * model.DrawSpend(purchases.Count, repeats, money, random);
    }

    // Stable over runs and machines, which HashCode is not.
    private int SeedOf(ReadOnlySpan<ulong> parts)
    {
        var hash = (ulong)seed ^ ((ulong)seed >> 32);
        foreach (var part in parts)
        {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        return (int)(uint)hash;
    }

    // Type 7, between the two values next to it.
    internal static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
