using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Models.Fitting;
using CustomerMetrics.Engine.Samples;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The likelihoods: their gradients, their extremes and, for the Pareto/NBD, the integral that it stands for.</summary>
public sealed class LikelihoodTests
{
    private static readonly double[] Sizes = [1e-3, 0.05, 0.6, 3, 40, 1e3];

    private static readonly (int X, double Last, double Age)[] Plain =
    [
        (0, 0, 0), (0, 0, 5), (0, 0, 80), (1, 0.2, 0.3), (1, 30, 30), (2, 30.43, 38.86), (7, 10, 60), (40, 38, 40), (300, 200, 210), (300, 5, 210),
    ];

    public static TheoryData<string> Names => [.. PurchaseModel.Families.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGradientIsThatOfTheValue(string name)
    {
        var family = Family(name);
        var random = Stream(1);
        var likelihoods = Plain.Select(one => family.Likelihood(Histories(one))).ToList();
        for (var trial = 0; trial < 200; trial++)
        {
            var logs = family.ParameterNames.Select(_ => Math.Log(Sizes[random.Next(Sizes.Length)]) + random.NextDouble()).ToArray();
            foreach (var likelihood in likelihoods)
            {
                CheckGradient(likelihood, logs);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLikelihoodIsFiniteEverywhere(string name)
    {
        var family = Family(name);
        var random = Stream(2);
        var histories = new List<(int, double, double)>();
        foreach (var x in new[] { 0, 1, 2, 30, 1000, 10_000 })
        {
            foreach (var age in new[] { 0, 1e-6, 1e-3, 1, 100, 1e6 })
            {
                histories.AddRange(x == 0 ? [(x, 0, age)] : [(x, 0, age), (x, age * 1e-9, age), (x, age / 2, age), (x, age * (1 - 1e-12), age), (x, age, age)]);
            }
        }

        var likelihood = family.Likelihood(Histories([.. histories]));
        var singles = histories.Where((_, i) => i % 7 == 0).Select(one => (one, family.Likelihood(Histories(one)))).ToList();
        var gradient = new double[likelihood.Count];
        for (var trial = 0; trial < 40; trial++)
        {
            double[] parameters = [.. family.ParameterNames.Select(_ => Math.Exp((random.NextDouble() * 27.6) - 13.8))];
            Assert.True(double.IsFinite(likelihood.Evaluate(parameters, gradient)), string.Join(' ', parameters));
            Assert.All(gradient, slope => Assert.True(double.IsFinite(slope), string.Join(' ', parameters)));
            var model = family.Create(parameters);
            foreach (var (x, last, age) in histories)
            {
                Assert.InRange(model.ProbabilityAlive(x, last, age), 0, 1);
                Assert.True(model.ExpectedIfAlive(x, age, 1) is >= 0 and < double.PositiveInfinity, FormattableString.Invariant($"x {x} age {age} at {string.Join(' ', parameters)}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WeightsAreAsGoodAsRows(string name)
    {
        var family = Family(name);
        int[] x = [3, 0, 1, 3, 0, 3, 9];
        double[] last = [4, 0, 2, 4, 0, 5, 6];
        double[] age = [9, 9, 7, 9, 9, 9, 6];
        var rows = PurchaseHistories.From(x, last, age);
        var weighted = PurchaseHistories.From([3, 0, 1, 3, 9], [4, 0, 2, 5, 6], [9, 9, 7, 9, 6], [2, 2, 1, 1, 1]);
        Assert.Equal(5, rows.Count);
        Assert.Equal(weighted.Weights, rows.Weights);
        Assert.Equal(7, rows.Customers);
        Assert.Equal(19, rows.TotalRepeats);
        var model = family.Create([0.6, 10, 0.7, 12]);
        Assert.Equal(model.LogLikelihood(rows), model.LogLikelihood(weighted));
        Near.Relative(model.LogLikelihood(rows), Enumerable.Range(0, 7).Sum(i => model.LogLikelihood(PurchaseHistories.From([x[i]], [last[i]], [age[i]]))), 1e-14);
    }

    [Fact]
    public void ParetoIsTheIntegralOverTheTimeOfLeaving()
    {
        var random = Stream(3);
        for (var trial = 0; trial < 300; trial++)
        {
            var (x, last, age) = Plain[1 + random.Next(Plain.Length - 1)];
            double[] p = [.. Enumerable.Range(0, 4).Select(_ => Math.Exp((random.NextDouble() * 9) - 4.5))];
            var (r, alpha, s, beta) = (p[0], p[1], p[2], p[3]);
            double LogTerm(double u, double powerBeta) => -((r + x) * Math.Log(alpha + u)) - (powerBeta * Math.Log(beta + u));
            var top = Math.Max(LogTerm(last, s + 1), LogTerm(age, s));

            // Panels short enough for the fastest decay, on a logarithmic scale.
            const int panels = 400;
            var (from, to) = (Math.Log(Math.Min(alpha, beta) + last), Math.Log(Math.Min(alpha, beta) + age));
            var integral = 0.0;
            for (var i = 0; i < panels && to > from; i++)
            {
                var low = Math.Exp(from + ((to - from) * i / panels)) - Math.Min(alpha, beta);
                var high = Math.Exp(from + ((to - from) * (i + 1) / panels)) - Math.Min(alpha, beta);
                integral += GaussLegendreRule.Integrate(u => Math.Exp(LogTerm(u, s + 1) - top), low, high, 20);
            }

            var expected = SpecialFunctions.GammaLn(r + x) - SpecialFunctions.GammaLn(r) + (r * Math.Log(alpha)) + (s * Math.Log(beta)) + top + Math.Log(Math.Exp(LogTerm(age, s) - top) + (s * integral));
            var model = new ParetoNbdModel(r, alpha, s, beta);
            var about = FormattableString.Invariant($"x {x} last {last} age {age} at {r} {alpha} {s} {beta}");
            Near.Absolute(expected, model.LogLikelihood(PurchaseHistories.From([x], [last], [age])), 1e-11 * Math.Max(1, Math.Abs(top)), about);
            var alive = Math.Exp(LogTerm(age, s) - top) / (Math.Exp(LogTerm(age, s) - top) + (s * integral));
            Near.Absolute(alive, model.ProbabilityAlive(x, last, age), 1e-10, about);
        }
    }

    [Fact]
    public void TheGradientOfSpend()
    {
        var random = Stream(4);
        var likelihood = new GammaGammaLikelihood(SpendHistories.From([1, 1, 2, 5, 90, 5], [20, 0.01, 55.5, 31, 17, 4000], [3, 1, 1, 2, 1, 1]));
        for (var trial = 0; trial < 200; trial++)
        {
            CheckGradient(likelihood, [.. Enumerable.Range(0, 3).Select(_ => (random.NextDouble() * 8) - 3)]);
        }
    }

    [Fact]
    public void TheGradientOfRetention()
    {
        var random = Stream(5);
        var likelihood = new RetentionLikelihood([500, 300, 200, 0], [200, 90, 30, 4]);
        for (var trial = 0; trial < 100; trial++)
        {
            CheckGradient(likelihood, [(random.NextDouble() * 12) - 6, (random.NextDouble() * 12) - 6]);
        }
    }

    /// <summary>By differences of the fourth order; both their step and the rounding of the value limit what they can tell.</summary>
    private static void CheckGradient(Likelihood likelihood, double[] logs)
    {
        const double step = 2e-3;
        var (gradient, ignored) = (new double[logs.Length], new double[logs.Length]);
        var value = likelihood.EvaluateLogs(logs, gradient);
        for (var i = 0; i < logs.Length; i++)
        {
            double At(double shift)
            {
                var moved = logs.ToArray();
                moved[i] += shift;
                return likelihood.EvaluateLogs(moved, ignored);
            }

            var slope = ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
            var tolerance = 1e-7 * (1 + gradient.Max(Math.Abs)) + (1e-12 * Math.Abs(value));
            Near.Absolute(slope, gradient[i], tolerance, FormattableString.Invariant($"parameter {i} at {string.Join(' ', logs)}"));
        }
    }

    private static PurchaseHistories Histories(params (int X, double Last, double Age)[] rows) =>
        PurchaseHistories.From([.. rows.Select(row => row.X)], [.. rows.Select(row => row.Last)], [.. rows.Select(row => row.Age)]);

    private static PurchaseModelFamily Family(string name) => PurchaseModel.Families.Single(family => family.Name == name);

    private static CustomerStream Stream(int number)
    {
        var stream = new CustomerStream();
        stream.Start(20_240_101, number);
        return stream;
    }
}
