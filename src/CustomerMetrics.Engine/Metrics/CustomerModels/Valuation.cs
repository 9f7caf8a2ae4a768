using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>
/// What customers are expected to bring from a date on. Over a finite horizon money comes at the end of each calendar month and is discounted by months;
/// over all time it is discounted without steps.
/// </summary>
internal sealed class Valuation
{
    private const double DaysOfYear = 365.25;

    private readonly double rate;
    private readonly (double Days, double Factor)[] steps;

    /// <param name="from">The as-of date.</param>
    /// <param name="horizon">How far to look.</param>
    /// <param name="discountRate">A year's, 0.1 for 10%; above zero for all time.</param>
    /// <param name="marginRate">What of the money stays; 1 for revenue.</param>
    public Valuation(DateTime from, Horizon horizon, double discountRate, double marginRate)
    {
        IsInfinite = horizon.IsInfinite;
        MarginRate = marginRate;
        rate = Math.Log(1 + discountRate) / DaysOfYear;
        steps = horizon.IsInfinite ? [] : [.. Steps(from, horizon.From(from), discountRate)];
    }

    public bool IsInfinite { get; }

    public double MarginRate { get; }

    /// <summary>The days of the horizon; infinite for all time.</summary>
    public double Days => IsInfinite ? double.PositiveInfinity : steps[^1].Days;

    /// <summary>The continuous discount rate a day.</summary>
    public double DailyRate => rate;

    /// <summary>The purchases expected of a customer who is alive, and what they count for when later ones are discounted. Over all time the first is infinite.</summary>
    /// <param name="model">Of the purchases.</param>
    /// <param name="repeats">Purchases after the first.</param>
    /// <param name="age">Days from the first purchase to the last observed day.</param>
    public (double Purchases, double Discounted) ExpectIfAlive(FittedModel model, int repeats, double age)
    {
        var units = model.Units(age);
        if (IsInfinite)
        {
            return (double.PositiveInfinity, model.Purchases.DiscountedIfAlive(repeats, units, rate / model.Units(1)));
        }

        var (before, discounted) = (0.0, 0.0);
        foreach (var (days, factor) in steps)
        {
            var purchases = model.Purchases.ExpectedIfAlive(repeats, units, model.Units(days));
            discounted += factor * (purchases - before);
            before = purchases;
        }

        return (before, discounted);
    }

    /// <summary>A draw of the purchases of a customer who is alive, and of what they count for.</summary>
    /// <param name="model">Of the purchases.</param>
    /// <param name="repeats">Purchases after the first.</param>
    /// <param name="age">Days from the first purchase to the last observed day.</param>
    /// <param name="discount">What a purchase within a finite horizon counts for on average.</param>
    /// <param name="random">Of the draw.</param>
    public DiscountedPurchases DrawIfAlive(FittedModel model, int repeats, double age, double discount, Random random)
    {
        if (IsInfinite)
        {
            return model.Purchases.DrawDiscountedIfAlive(repeats, model.Units(age), rate / model.Units(1), random);
        }

        var purchases = model.Purchases.DrawIfAlive(repeats, model.Units(age), model.Units(Days), random);
        return new(purchases, purchases * discount);
    }

    // Without a discount one step tells all.
    private static IEnumerable<(double Days, double Factor)> Steps(DateTime from, DateTime to, double discountRate)
    {
        for (var month = 1; discountRate != 0 && from.AddMonths(month) < to; month++)
        {
            yield return ((from.AddMonths(month) - from).Days, Math.Pow(1 + discountRate, -month / 12.0));
        }

        var months = Enumerable.Range(1, Math.Max(1, ((to.Year - from.Year) * 12) + to.Month - from.Month)).FirstOrDefault(month => from.AddMonths(month) == to);
        var years = months > 0 ? months / 12.0 : (to - from).Days / DaysOfYear;
        yield return ((to - from).Days, Math.Pow(1 + discountRate, -years));
    }
}
