using System;
using System.Linq;
using CustomerMetrics.Engine.Models;
using MathNet.Numerics.Integration;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The predictions against published forms, against each other and against the integrals they stand for.</summary>
public sealed class PredictionTests
{
    private static readonly (int X, double Last, double Age)[] Customers = [(0, 0, 0), (0, 0, 39), (1, 2, 30), (2, 30.43, 38.86), (26, 30.86, 31), (80, 38, 39), (300, 200, 208)];

    public static TheoryData<string, double[]> Models => new()
    {
        { "NBD", [0.39, 12] },
        { "BG/NBD", [0.243, 4.414, 0.793, 2.426] },
        { "BG/NBD", [2, 9, 1, 4] },
        { "BG/NBD", [0.5, 3, 0.02, 0.05] },
        { "BG/NBD", [20, 50, 60, 300] },
        { "MBG/NBD", [0.525, 6.183, 0.891, 1.614] },
        { "MBG/NBD", [0.525, 6.183, 1.5, 20] },
        { "Pareto/NBD", [0.553, 10.578, 0.606, 11.669] },
        { "Pareto/NBD", [3, 10, 1, 200] },
        { "Pareto/NBD", [0.1, 90, 4, 2] },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TheChancesOfCountsSumToOneAndTheirMeanIsTheExpectation(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        foreach (var horizon in new[] { 0.01, 5, 40 })
        {
            var (sum, mean) = (0.0, 0.0);
            for (var n = 0; n < 3000 && (n < 50 || model.Probability(n, horizon) > 1e-18); n++)
            {
                var chance = model.Probability(n, horizon);
                Assert.InRange(chance, 0, 1);
                sum += chance;
                mean += n * chance;
            }

            Near.Absolute(1, sum, 1e-11, name);
            Near.Relative(model.ExpectedPurchases(horizon), mean, 1e-10, name);
        }

        Assert.Equal(1, model.Probability(0, 0) + (name == "MBG/NBD" ? 0 : model.Probability(1, 0)), 1e-15);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ExpectedPurchasesRiseWithTheHorizon(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        foreach (var (x, last, age) in Customers)
        {
            var before = 0.0;
            Assert.Equal(0, model.ConditionalExpectedPurchases(x, last, age, 0));
            foreach (var horizon in new[] { 1e-9, 1e-3, 1, 10, 52, 500, 5000, 1e6 })
            {
                var expected = model.ConditionalExpectedPurchases(x, last, age, horizon);
                Assert.True(expected > before * (horizon > 1000 ? 1 - 1e-13 : 1), FormattableString.Invariant($"{name} {x} {horizon}"));

                // At first they rise as one rate.
                if (horizon <= 1e-9)
                {
                    Near.Relative(model.ProbabilityAlive(x, last, age) * (parameters[0] + x) / (parameters[1] + age) * horizon, expected, 1e-6);
                }

                before = expected;
            }
        }
    }

    /// <summary>The discounted expectation is, by parts, the integral of rate exp(-rate u) CET(u).</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void TheDiscountedExpectationIsThatOfTheUndiscounted(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        foreach (var rate in new[] { 0.00268773, 0.05, 2 })
        {
            foreach (var (x, last, age) in Customers)
            {
                var sum = 0.0;
                for (var u = 1e-6 / rate; u < 60 / rate; u *= 1.5)
                {
                    sum += GaussLegendreRule.Integrate(t => rate * Math.Exp(-rate * t) * model.ExpectedIfAlive(x, age, t), u, Math.Min(u * 1.5, 60 / rate), 12);
                }

                Near.Relative(sum, model.DiscountedIfAlive(x, age, rate), 1e-9, FormattableString.Invariant($"{name} x {x} rate {rate}"));
                Assert.Equal(model.ProbabilityAlive(x, last, age) * model.DiscountedIfAlive(x, age, rate), model.DiscountedExpectedPurchases(x, last, age, rate));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ManyAtOnceAreAsGoodAsOneByOne(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        var random = Process.Stream(12);
        var x = Enumerable.Range(0, 400).Select(i => i % 50 == 0 ? i : i % 4).ToArray();
        var ages = x.Select(_ => random.NextDouble() * 100).ToArray();
        var together = new double[x.Length];
        model.DiscountedIfAlive(x, ages, 0.00268773, together);
        for (var i = 0; i < x.Length; i++)
        {
            Near.Relative(model.DiscountedIfAlive(x[i], ages[i], 0.00268773), together[i], 1e-12, FormattableString.Invariant($"{name} x {x[i]} age {ages[i]}"));
        }
    }

    /// <summary>(a+b+c-1)/(a-1) (1 - ((alpha+T)/(alpha+T+t))^(r+x) 2F1(r+x, b+c; a+b+c-1; t/(alpha+T+t))), as the papers have it.</summary>
    [Theory]
    [InlineData("BG/NBD", 0)]
    [InlineData("MBG/NBD", 1)]
    public void TheBetaGeometricExpectationIsThePublishedOne(string name, int firstChance)
    {
        foreach (var (r, alpha, a, b) in new[] { (0.243, 4.414, 0.793, 2.426), (3.0, 10.0, 2.5, 4.0), (0.6, 20.0, 0.05, 0.7) })
        {
            var model = Process.Family(name).Create([r, alpha, a, b]);
            foreach (var (x, _, age) in Customers)
            {
                foreach (var horizon in new[] { 1.0, 39, 200, 3000 })
                {
                    var c = x + firstChance;
                    var z = horizon / (alpha + age + horizon);
                    var (term, sum) = (Math.Exp((r + x) * Math.Log(1 - z)), 0.0);
                    if (term < 1e-200)
                    {
                        // The published form underflows here.
                        continue;
                    }

                    for (var k = 0; k < 1000 || Math.Abs(term) > 1e-18 * Math.Abs(sum); k++)
                    {
                        sum += term;
                        term *= (r + x + k) * (b + c + k) / ((a + b + c - 1 + k) * (k + 1)) * z;
                    }

                    // The published form cancels where few purchases are expected.
                    Near.Absolute((a + b + c - 1) / (a - 1) * (1 - sum), model.ExpectedIfAlive(x, age, horizon), 1e-10 * (a + b + c), FormattableString.Invariant($"{name} x {x} horizon {horizon}"));
                }
            }
        }
    }

    [Theory]
    [InlineData("NBD")]
    [InlineData("BG/NBD")]
    [InlineData("MBG/NBD")]
    [InlineData("Pareto/NBD")]
    public void TheUnitOfTimeDoesNotMatter(string name)
    {
        var weeks = Process.Draw("Pareto/NBD", [0.8, 6, 0.8, 10], 1500, 30, 60, seed: 11);
        double Days(int place) => weeks.Times[place] * 10;
        var days = PurchaseHistories.From(weeks.Repeats, [.. weeks.Last.Select(Days)], [.. weeks.Age.Select(Days)], weeks.Weights);
        var (fit, scaled) = (Process.Family(name).Fit(weeks, default), Process.Family(name).Fit(days, default));
        Assert.True(fit.Identified && scaled.Identified);
        foreach (var (x, last, age) in Customers)
        {
            Near.Relative(fit.Model!.ProbabilityAlive(x, last, age), scaled.Model!.ProbabilityAlive(x, last * 10, age * 10), 1e-6);
            Near.Relative(fit.Model.ConditionalExpectedPurchases(x, last, age, 26), scaled.Model.ConditionalExpectedPurchases(x, last * 10, age * 10, 260), 1e-6);
            Near.Relative(fit.Model.DiscountedExpectedPurchases(x, last, age, 0.01), scaled.Model.DiscountedExpectedPurchases(x, last * 10, age * 10, 0.001), 1e-6);
        }
    }

    [Fact]
    public void ExpectedSpendLiesBetweenTheCustomersMeanAndThatOfAll()
    {
        var model = new GammaGammaModel(6.25, 3.74, 15.44);
        Assert.Equal(model.MeanSpend, model.ExpectedSpend(0, 0), 1e-12);
        Assert.InRange(model.ExpectedSpend(3, 100), model.MeanSpend, 100);
        Assert.InRange(model.ExpectedSpend(3, 5), 5, model.MeanSpend);
        Assert.Equal(double.PositiveInfinity, new GammaGammaModel(2, 1, 15).MeanSpend);
        Assert.Equal(double.PositiveInfinity, new GammaGammaModel(0.1, 0.5, 15).ExpectedSpend(3, 20));
    }

    [Fact]
    public void LifetimesOfContracts()
    {
        var model = new ShiftedBetaGeometricModel(0.668, 3.806);
        Assert.Equal(1, model.Survival(0));
        Assert.Equal(model.Survival(5), model.Survival(4) * model.RetentionRate(5), 1e-15);
        Near.Relative(model.DiscountedLifetime(0.1), 1 + (model.DiscountedResidualLifetime(1, 0.1) / 1.1), 1e-12);
        Near.Relative(Enumerable.Range(0, 4000).Sum(t => model.Survival(t) / Math.Pow(1.1, t)), model.DiscountedLifetime(0.1), 1e-12);
        Assert.Equal(double.PositiveInfinity, model.DiscountedLifetime(0));
        Near.Relative((3 + 4 - 1) / 2.0, new ShiftedBetaGeometricModel(3, 4).DiscountedLifetime(0), 1e-14);
        Near.Relative(3, new ShiftedBetaGeometricModel(3, 4).DiscountedLifetime(1e-9), 1e-7);
    }
}
