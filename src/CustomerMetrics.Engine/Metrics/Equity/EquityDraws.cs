using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>
/// The intervals of sums over customers. In each draw all customers share the parameters, drawn from what the data leave open, and each has an outcome of its own.
/// Where there are many customers an even sample of them is drawn: the mean of a draw is the equity times the ratio of the sample's mean in the draw to that at the fitted parameters,
/// and the chance part, outcome less mean, is scaled by the root of customers to sample, which keeps its variance.
/// </summary>
internal sealed class EquityDraws(Func<Random, FittedModel> drawer, FittedModel point, Valuation valuation, long seed, int draws, long mostCustomers = EquityDraws.MostCustomers)
{
    /// <summary>How many customers are drawn, all parts together, where no part has fewer than it needs.</summary>
    public const long MostCustomers = 4000;

    private const long FewestOfPart = 200;

    /// <summary>The interval of each part; null where it has no customers.</summary>
    public ResidualInterval?[] Intervals(EquityFact fact, double[] equity, CancellationToken cancellationToken)
    {
        var drawn = Draw(fact, equity, cancellationToken);
        return [.. Enumerable.Range(0, equity.Length).Select(part => drawn.IntervalOf([part]))];
    }

    public DrawnEquity Draw(EquityFact fact, double[] equity, CancellationToken cancellationToken)
    {
        var random = new Random(Seeds.Fold(seed));
        var models = Enumerable.Range(0, draws).Select(_ => drawer(random)).ToArray();
        var seeds = Enumerable.Range(0, draws).Select(_ => random.Next()).ToArray();
        var samples = Samples(fact);
        var (means, outcomes) = (new double[draws, equity.Length], new double[draws, equity.Length]);
        Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellationToken }, draw =>
        {
            var chance = new Random(seeds[draw]);
            var surface = Surface(models[draw], samples);
            for (var part = 0; part < samples.Length; part++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (means[draw, part], outcomes[draw, part]) = samples[part].Count == 0 ? (0, 0) : Draw(models[draw], surface, samples[part], equity[part], fact.Customers[part], chance);
            }
        });
        return new(means, outcomes, Array.ConvertAll(samples, sample => sample.Count > 0));
    }

    // In units of money at the margin.
    private (double Mean, double Outcome) Draw(FittedModel model, ExpectationSurface surface, List<Sampled> sample, double equity, long customers, Random random)
    {
        var (mean, pointMean, chance, size) = (0.0, 0.0, 0.0, 0L);
        var (age, repeats, expected) = (-1, -1, 0.0);
        foreach (var one in sample)
        {
            if (one.Age != age || one.Repeats != repeats)
            {
                (age, repeats) = (one.Age, one.Repeats);
                expected = one.Expected * surface.At(repeats, age);
            }

            var alive = model.Purchases.ProbabilityAlive(repeats, model.Units(one.Last), model.Units(age));
            var ofOne = alive * expected * model.ExpectedSpend(repeats, one.Money);
            mean += one.Customers * ofOne;
            pointMean += one.Customers * one.Mean;
            size += one.Customers;
            for (var i = 0L; i < one.Customers; i++)
            {
                chance += Outcome(model, one, alive, random) - ofOne;
            }
        }

        if (!double.IsFinite(mean))
        {
            return (double.PositiveInfinity, double.PositiveInfinity);
        }

        var ofAll = pointMean == 0 ? 0 : equity * (mean / pointMean);
        var outcome = ofAll + (Math.Sqrt((double)customers / size) * chance * valuation.MarginRate);

        // Nobody takes back what customers do not bring.
        return (ofAll, valuation.MarginRate < 0 ? Math.Min(0, outcome) : Math.Max(0, outcome));
    }

    // The ratio of what a draw expects of those who are alive to what the fitted model does: an expectation over all time takes too long to be computed for everybody in every draw.
    private ExpectationSurface Surface(FittedModel model, List<Sampled>[] samples)
    {
        var (fewest, most, least, greatest) = (int.MaxValue, 0, int.MaxValue, 0);
        foreach (var one in samples.SelectMany(sample => sample))
        {
            (fewest, most) = (Math.Min(fewest, one.Repeats), Math.Max(most, one.Repeats));
            (least, greatest) = (Math.Min(least, one.Age), Math.Max(greatest, one.Age));
        }

        return new(Math.Min(fewest, most), most, Math.Min(least, greatest), greatest, (repeats, age) => Expected(model, repeats, age) / Expected(point, repeats, age));
    }

    private double Expected(FittedModel model, int repeats, double age) => valuation.IsInfinite
        ? model.Purchases.DiscountedIfAlive(repeats, model.Units(age), valuation.DailyRate / model.Units(1))
        : model.Purchases.ExpectedIfAlive(repeats, model.Units(age), model.Units(valuation.Days));

    private double Outcome(FittedModel model, in Sampled one, double alive, Random random)
    {
        if (random.NextDouble() >= alive)
        {
            return 0;
        }

        var purchases = valuation.DrawIfAlive(model, one.Repeats, one.Age, one.Discount, random);
        return purchases.Count == 0 ? 0 : purchases.Discounted * model.DrawSpend(purchases.Count, one.Repeats, one.Money, random);
    }

    private List<Sampled>[] Samples(EquityFact fact)
    {
        var parts = fact.Customers.Count(customers => customers > 0);
        var most = Math.Max(FewestOfPart, mostCustomers / Math.Max(1, parts));
        var (samples, seen, taken) = (Array.ConvertAll(fact.Customers, _ => new List<Sampled>()), new long[fact.Customers.Length], new long[fact.Customers.Length]);
        var (age, repeats, purchases, discounted) = (-1, -1, 0.0, 0.0);
        foreach (var history in fact.Histories)
        {
            // Evenly spread over the histories, which are in order.
            var (part, all) = (history.Part, fact.Customers[history.Part]);
            seen[part] += history.Customers;
            var count = (long)((Int128)seen[part] * Math.Min(most, all) / all) - taken[part];
            if (count == 0)
            {
                continue;
            }

            taken[part] += count;
            if (history.Age != age || history.Repeats != repeats)
            {
                (age, repeats) = (history.Age, history.Repeats);
                (purchases, discounted) = valuation.ExpectIfAlive(point, repeats, age);
            }

            var money = (double)Money.ToDecimal(history.Money) / history.Customers;
            var alive = point.Purchases.ProbabilityAlive(repeats, point.Units(history.Last), point.Units(age));
            var discount = purchases > 0 && !valuation.IsInfinite ? discounted / purchases : 1;
            samples[part].Add(new(age, repeats, history.Last, count, money, discount, discounted, alive * discounted * point.ExpectedSpend(repeats, money)));
        }

        return samples;
    }

    /// <param name="Age">Days from the first purchase to the last observed day.</param>
    /// <param name="Repeats">Purchases after the first.</param>
    /// <param name="Last">Days from the first to the last.</param>
    /// <param name="Customers">How many are drawn.</param>
    /// <param name="Money">The repeat money of each.</param>
    /// <param name="Discount">What a purchase within a finite horizon counts for on average.</param>
    /// <param name="Expected">What purchases of one who is alive are expected to count for at the fitted parameters.</param>
    /// <param name="Mean">What each is expected to bring at the fitted parameters, as revenue.</param>
    private readonly record struct Sampled(int Age, int Repeats, int Last, long Customers, double Money, double Discount, double Expected, double Mean);
}
