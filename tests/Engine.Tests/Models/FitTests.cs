using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>What a fit says when the data are too few, or are those of a simpler model.</summary>
public sealed class FitTests
{
    public static TheoryData<string> Names => [.. PurchaseModel.Families.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TooFewDataAreAnAnswer(string name)
    {
        var family = Process.Family(name);
        var fits = new[]
        {
            family.Fit(PurchaseHistories.From([], [], []), default),
            family.Fit(PurchaseHistories.From([3, 1], [4, 2], [9, 9]), default),
            family.Fit(PurchaseHistories.From([0, 0], [0, 0], [9, 8], [500, 500]), default),
            family.Fit(PurchaseHistories.From([0, 1], [0, 0], [0, 0], [500, 500]), default),
            family.Fit(PurchaseHistories.From([0, 2], [0, 3], [0, 4], [500, 3]), default),
        };
        foreach (var fit in fits)
        {
            Assert.Null(fit.Model);
            Assert.False(fit.Identified);
            Assert.Single(fit.Notes);
            Assert.Throws<InvalidOperationException>(() => fit.Draw(Process.Stream(1)));
        }
    }

    [Theory]
    [InlineData(-1, 0, 5)]
    [InlineData(1, 6, 5)]
    [InlineData(0, 2, 5)]
    [InlineData(1, double.NaN, 5)]
    [InlineData(1, 1, double.PositiveInfinity)]
    public void ImpossibleHistoriesAreRefused(int x, double last, double age) => Assert.Throws<ArgumentException>(() => PurchaseHistories.From([x], [last], [age]));

    [Theory]
    [InlineData("BG/NBD")]
    [InlineData("MBG/NBD")]
    [InlineData("Pareto/NBD")]
    public void CustomersWhoNeverLeaveAreToldFromThoseWhoDo(string name)
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var histories = Process.Draw("NBD", [2, 8], 3000, 50, 90, seed);
            var fit = Process.Family(name).Fit(histories, default);
            var simple = NbdModel.Family.Fit(histories, default);
            Assert.True(simple.Identified);
            if (fit.Identified)
            {
                // A small rate of leaving may be seen by chance; it must be small then, and explain hardly more.
                Assert.InRange(fit.LogLikelihood - simple.LogLikelihood, -1e-6, 8);
            }
            else
            {
                Assert.Contains("NBD model", Assert.Single(fit.Notes), StringComparison.Ordinal);
                Assert.All(fit.StandardErrors, error => Assert.True(double.IsNaN(error)));
            }

            // Either way the expectations are those of the simple model.
            Near.Relative(simple.Model!.ConditionalExpectedPurchases(10, 60, 64, 10), fit.Model!.ConditionalExpectedPurchases(10, 60, 64, 10), 0.05, $"{name} {seed} {string.Join(' ', fit.Parameters)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CustomersWhoAllBuyAtOneRate(string name)
    {
        var histories = Process.Draw("NBD", [1e6, 4e6], 2000, 30, 60, seed: 4);
        var fit = Process.Family(name).Fit(histories, default);
        Assert.False(fit.Identified);
        Assert.Single(fit.Notes);
        Near.Relative(0.25, fit.Model!.ConditionalExpectedPurchases(10, 39, 40, 1), 0.03, string.Join(' ', fit.Parameters));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AFitIsTheSameEveryTime(string name)
    {
        var histories = Process.Draw("Pareto/NBD", [0.8, 6, 0.8, 10], 20_000, 20, 60, seed: 5);
        var (one, two) = (Process.Family(name).Fit(histories, default), Process.Family(name).Fit(histories, default));
        Assert.Equal(one.Parameters, two.Parameters);
        Assert.Equal(one.LogLikelihood, two.LogLikelihood);
    }

    /// <summary>Above forty thousand customers the search begins on a sample of them.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ManyCustomersAreFittedToTheSameMaximum(string name)
    {
        var histories = Process.Draw("Pareto/NBD", [0.8, 6, 0.8, 10], 5000, 20, 60, seed: 6);
        var many = PurchaseHistories.From(
            histories.Repeats, [.. histories.Last.Select(i => histories.Times[i])], [.. histories.Age.Select(i => histories.Times[i])], [.. histories.Weights.Select(weight => weight * 100)]);
        var (fit, large) = (Process.Family(name).Fit(histories, default), Process.Family(name).Fit(many, default));
        Assert.Equal(500_000, large.Customers);
        for (var i = 0; i < fit.Parameters.Count; i++)
        {
            Near.Relative(fit.Parameters[i], large.Parameters[i], 1e-5);
            Near.Relative(fit.StandardErrors[i], large.StandardErrors[i] * 10, 1e-4);
        }
    }

    [Fact]
    public void AFitStopsWhenAsked()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ParetoNbdModel.Family.Fit(Process.Draw("NBD", [1, 8], 100, 50, 90, 1), source.Token));
    }

    [Fact]
    public void ParametersAreDrawnFromTheirCovariance()
    {
        const int count = 20_000;
        var fit = BgNbdModel.Family.Fit(Process.Draw("BG/NBD", [0.8, 6, 0.8, 2.5], 2000, 20, 60, seed: 7), default);
        var random = Process.Stream(8);
        var draws = Enumerable.Range(0, count).Select(_ => fit.Draw(random).Parameters.Select((value, i) => Math.Log(value / fit.Parameters[i])).ToArray()).ToList();
        for (var i = 0; i < 4; i++)
        {
            Near.Relative(fit.StandardErrors[i] / fit.Parameters[i], Math.Sqrt(fit.LogCovariance![i, i]), 1e-12);
            for (var j = 0; j < 4; j++)
            {
                Near.Absolute(fit.LogCovariance![i, j], draws.Average(draw => draw[i] * draw[j]), 0.04 * Math.Sqrt(fit.LogCovariance[i, i] * fit.LogCovariance[j, j]));
            }
        }
    }

    [Fact]
    public void SpendWithoutAMeanIsSaid()
    {
        var random = Process.Stream(9);
        var model = new GammaGammaModel(3, 0.8, 10);
        var means = Enumerable.Range(0, 2000).Select(_ => model.DrawTotal(2, 0, 0, random) / 2).ToArray();
        var fit = GammaGammaModel.Fit(SpendHistories.From([.. means.Select(_ => 2)], means), default);
        Assert.True(fit.Identified);
        Assert.Equal(double.PositiveInfinity, fit.Model!.MeanSpend);
        Assert.Contains("infinite", Assert.Single(fit.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void SpendThatIsAllAlike()
    {
        var fit = GammaGammaModel.Fit(SpendHistories.From([.. Enumerable.Range(1, 100)], [.. Enumerable.Repeat(25.0, 100)]), default);
        Assert.False(fit.Identified);
        Near.Relative(25, fit.Model!.ExpectedSpend(3, 25), 1e-3);
        var few = GammaGammaModel.Fit(SpendHistories.From([1, 2, 0, 3], [5, -1, 0, 0]), default);
        Assert.Null(few.Model);
        Assert.Equal(1, few.Customers);
        Assert.Equal(2, SpendHistories.From([1, 2, 0, 3], [5, -1, 0, 0]).Excluded);
    }

    [Fact]
    public void ContractsThatSayTooLittle()
    {
        Assert.Null(ShiftedBetaGeometricModel.Fit([5, 2], 3, default).Model);
        Assert.Null(ShiftedBetaGeometricModel.Fit([500], 300, default).Model);
        Assert.Null(ShiftedBetaGeometricModel.Fit([0, 0, 0], 300, default).Model);
        var constant = ShiftedBetaGeometricModel.Fit([2000, 1600, 1280, 1024], 4096, default);
        Assert.False(constant.Identified);
        Assert.Contains("the same at every age", Assert.Single(constant.Notes), StringComparison.Ordinal);
        Near.Relative(0.8, constant.Model!.RetentionRate(7), 1e-3);
    }
}
