using System;
using System.Linq;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Models.Numerics;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Equity;

/// <summary>The expectations of a period, each against another way to the same number.</summary>
public sealed class BridgePeriodTests
{
    private static readonly int[] Days = [1, 31, 92, 365, 3653];
    private static readonly (int Repeats, double Age)[] Customers = [(0, 0), (0, 1), (0, 700), (1, 30), (3, 400), (60, 720), (2000, 1500)];

    public static TheoryData<ModelKind, double[]> Models { get; } = new()
    {
        { ModelKind.Nbd, [0.6, 12] },
        { ModelKind.ParetoNbd, [0.9, 9, 0.8, 22] },
        { ModelKind.ParetoNbd, [0.5, 10, 1, 5] },
        { ModelKind.ParetoNbd, [2, 0.3, 3, 0.5] },
        { ModelKind.ParetoNbd, [1, 4, 0.02, 0.2] },
        { ModelKind.BgNbd, [0.24, 4.4, 0.79, 2.4] },
        { ModelKind.BgNbd, [3, 0.4, 0.05, 0.1] },
        { ModelKind.MbgNbd, [0.8, 8, 0.6, 2.5] },
        { ModelKind.MbgNbd, [1, 2, 1, 30] },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TheOpeningWithItsGrowthIsTheCashAndTheRest(ModelKind kind, double[] parameters)
    {
        var model = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        foreach (var days in Days)
        {
            foreach (var rate in (double[])[0.02, 0.15, 1.5])
            {
                var period = new BridgePeriod(EquityGiven.Middle, EquityGiven.Middle.AddDays(days), Horizon.Infinite, rate, 1);
                foreach (var (repeats, age) in Customers)
                {
                    Balances(period.Expect(model, repeats, age), period.Growth, 1e-11, $"{days} days at {rate}, {repeats} repeats, age {age}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void SoItIsOverAFiniteHorizon(ModelKind kind, double[] parameters)
    {
        var model = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        foreach (var months in (int[])[1, 3, 12, 30])
        {
            foreach (var (horizon, rate) in ((Horizon, double)[])[(new(12, PeriodUnit.Month), 0.1), (new(2, PeriodUnit.Year), 0.1), (new(1, PeriodUnit.Quarter), -0.02), (new(100, PeriodUnit.Day), 0)])
            {
                var period = new BridgePeriod(EquityGiven.Middle, EquityGiven.Middle.AddMonths(months), horizon, rate, 1);
                foreach (var (repeats, age) in Customers)
                {
                    Balances(period.Expect(model, repeats, age), period.Growth, 1e-12, $"{months} months, {horizon}, {repeats} repeats, age {age}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCashIsTheSumOverShortSteps(ModelKind kind, double[] parameters)
    {
        const int parts = 20;
        var model = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        var period = new BridgePeriod(EquityGiven.Middle, EquityGiven.Middle.AddDays(92), Horizon.Infinite, 0.15, 1);
        var (delta, before, sum) = (Math.Log(1.15) / 365.25, 0.0, 0.0);
        for (var step = 1; step <= 92 * parts; step++)
        {
            var until = (double)step / parts;
            var purchases = model.Purchases.ExpectedIfAlive(3, model.Units(400), model.Units(until));
            sum += (purchases - before) * Math.Exp(delta * (92 - until + (0.5 / parts)));
            before = purchases;
        }

        Assert.Equal(1, period.Expect(model, 3, 400).Cash / sum, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheRestIsTheIntegralOfWhatIsExpected(ModelKind kind, double[] parameters)
    {
        // By parts, delta times the integral of exp(-delta w) (N(D+w) - N(D)), over the logarithm of delta w.
        var model = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        var (delta, wait, age) = (0.003, 13.0, 40.0);
        foreach (var repeats in (int[])[0, 1, 12])
        {
            var atWait = model.Purchases.ExpectedIfAlive(repeats, age, wait);
            var rule = new LogConcaveRule(-8, 0, 1, 1, 1);
            var sum = 0.0;
            for (var i = 0; i < rule.Count; i++)
            {
                var (y, weight) = rule[i];
                var z = Math.Exp(y);
                sum += z < 700 ? weight * z * Math.Exp(-z) * (model.Purchases.ExpectedIfAlive(repeats, age, wait + (z / delta)) - atWait) : 0;
            }

            Assert.Equal(1, model.Purchases.DiscountedIfAlive(repeats, age, wait, delta) / sum, 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void DrawsHaveTheMeanOfTheirFormula(ModelKind kind, double[] parameters)
    {
        var model = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        var random = new Random(3);
        var draws = Enumerable.Range(0, 20_000).Select(_ => model.Purchases.DrawDiscountedIfAlive(2, 40, 0.02, random).Discounted).ToArray();
        var mean = draws.Average();
        var error = Math.Sqrt(draws.Sum(draw => (draw - mean) * (draw - mean))) / draws.Length;
        Assert.InRange(model.Purchases.DiscountedIfAlive(2, 40, 0.02), mean - (4 * error), mean + (4 * error));
    }

    [Fact]
    public void ManyPurchasesVaryAsDrawnOnes()
    {
        // Just below and just above the number from which the times are no longer drawn.
        var (one, many) = (Moments(39.999), Moments(40.001));
        Assert.Equal(1, one.Mean / many.Mean, 0.01);
        Assert.Equal(1, one.Variance / many.Variance, 0.05);

        static (double Mean, double Variance) Moments(double pace)
        {
            var random = new Random(1);
            var draws = Enumerable.Range(0, 40_000).Select(_ => DiscountedPurchases.Draw(random, pace, 1, 1).Discounted).ToArray();
            var mean = draws.Average();
            return (mean, draws.Sum(draw => (draw - mean) * (draw - mean)) / draws.Length);
        }
    }

    private static void Balances(BridgeExpectation expected, double growth, double tolerance, string what)
    {
        var before = (expected.Opening * (1 + growth)) + expected.Entering;
        var left = (expected.Cash + expected.Closing - before) / before;
        Assert.True(Math.Abs(left) <= tolerance, FormattableString.Invariant($"{what}: {left} is left."));
    }
}
