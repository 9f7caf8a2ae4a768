using System;
using CustomerMetrics.Engine.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The draws against what they are draws of. The seeds are fixed, so that a bound is either kept or not.</summary>
public sealed class DrawTests
{
    private const int Count = 100_000;
    private const double Sigmas = 4;

    public static TheoryData<string, double[]> Models => new()
    {
        { "NBD", [0.9, 12] },
        { "BG/NBD", [0.9, 6, 1.3, 2.4] },
        { "MBG/NBD", [0.9, 6, 1.3, 2.4] },
        { "Pareto/NBD", [0.9, 6, 1.2, 12] },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TheMeanIsTheExpectation(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        var random = Process.Stream(21);
        foreach (var (x, last, age) in new[] { (0, 0.0, 0.0), (0, 0, 20), (3, 15.0, 20), (12, 19, 20), (12, 12, 20) })
        {
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < Count; i++)
            {
                var n = (double)model.Draw(x, last, age, 26, random);
                sum += n;
                squares += n * n;
            }

            var mean = sum / Count;
            var error = Math.Sqrt(((squares / Count) - (mean * mean)) / Count);
            Near.Absolute(model.ConditionalExpectedPurchases(x, last, age, 26), mean, Sigmas * error, FormattableString.Invariant($"{name} x {x} last {last}"));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void TheCountsOfNewCustomersHaveTheirChances(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        var random = Process.Stream(22);
        var (drawn, simulated) = (new int[10], new int[10]);
        for (var i = 0; i < Count; i++)
        {
            drawn[Math.Min(9, model.Draw(0, 0, 0, 20, random))]++;
            simulated[Math.Min(9, Process.Customer(name, parameters, 20, random).Repeats)]++;
        }

        for (var n = 0; n < 9; n++)
        {
            var chance = model.Probability(n, 20);
            var error = Math.Sqrt(chance * (1 - chance) / Count);
            Near.Absolute(chance, drawn[n] / (double)Count, Sigmas * error, $"{name} drawn {n}");
            Near.Absolute(chance, simulated[n] / (double)Count, Sigmas * error, $"{name} simulated {n}");
        }
    }

    /// <summary>Of customers who behave as the model says, those with a history do later what is drawn for it.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void TheFutureOfAHistoryIsThatOfSuchCustomers(string name, double[] parameters)
    {
        var model = Process.Family(name).Create(parameters);
        var random = Process.Stream(23);
        var (people, expected, error, bought) = (0, 0.0, 0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            // Two purchases by age 12, the last between 4 and 8; then what comes until 30.
            var (x, last, later) = (0, 0.0, 0);
            foreach (var time in Process.Purchases(name, parameters, 30, random))
            {
                (x, last, later) = time < 12 ? (x + 1, time, 0) : (x, last, later + 1);
            }

            if (x == 2 && last is > 4 and < 8)
            {
                people++;
                var mean = model.ConditionalExpectedPurchases(x, last, 12, 18);
                expected += mean;
                bought += later;
                error += (later - mean) * (later - mean);
            }
        }

        Assert.True(people > 1000);
        Near.Absolute(expected, bought, Sigmas * Math.Sqrt(error), name);
    }

    [Fact]
    public void TheSameSeedDrawsTheSame()
    {
        var model = new ParetoNbdModel(0.9, 6, 1.2, 12);
        var (one, two) = (Process.Stream(5), Process.Stream(5));
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(model.Draw(5, 10, 12, 30, one), model.Draw(5, 10, 12, 30, two));
        }
    }

    [Fact]
    public void SpendIsDrawnAroundItsExpectation()
    {
        var model = new GammaGammaModel(6.25, 5.74, 15.44);
        var random = Process.Stream(24);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            var total = model.DrawTotal(7, 2, 35, random);
            sum += total;
            squares += total * total;
        }

        var mean = sum / Count;
        Near.Absolute(7 * model.ExpectedSpend(2, 35), mean, Sigmas * Math.Sqrt(((squares / Count) - (mean * mean)) / Count));
        Assert.Equal(0, model.DrawTotal(0, 2, 35, random));
    }

    [Fact]
    public void RenewalsAreDrawnFromTheSurvivalCurve()
    {
        var model = new ShiftedBetaGeometricModel(0.668, 3.806);
        var random = Process.Stream(25);
        var atLeast = new int[6];
        for (var i = 0; i < Count; i++)
        {
            var renewals = model.DrawRenewals(2, random);
            for (var k = 0; k < atLeast.Length; k++)
            {
                atLeast[k] += renewals >= k ? 1 : 0;
            }
        }

        for (var k = 0; k < atLeast.Length; k++)
        {
            var chance = model.Survival(1 + k) / model.Survival(1);
            Near.Absolute(chance, atLeast[k] / (double)Count, Sigmas * Math.Sqrt(chance * (1 - chance) / Count) + 1e-12);
        }
    }
}
