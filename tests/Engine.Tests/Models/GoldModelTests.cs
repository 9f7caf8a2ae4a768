using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Tests.Gold;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The published figures of the purchase, spend and contract models.</summary>
public sealed class GoldModelTests
{
    private static readonly BgNbdModel Paper = new(.243, 4.414, .793, 2.426);

    [Fact]
    public void TheHistoriesOfCdnow()
    {
        var histories = Cdnow.Purchases();
        Assert.Equal(GoldFact.Value("cdnow.sample.n").GetInt64(), histories.Customers);
        Assert.Equal(GoldFact.Value("cdnow.sample.sumx39").GetInt64(), histories.TotalRepeats);
    }

    [Theory]
    [InlineData("BG/NBD", "cdnow.sample.bgnbd.mle")]
    [InlineData("MBG/NBD", "cdnow.sample.mbgnbd.mle")]
    [InlineData("Pareto/NBD", "cdnow.sample.pnbd.mle")]
    public void TheFitsOfCdnow(string name, string id)
    {
        var gold = GoldFact.Value(id);
        var fit = Fit(name);
        Assert.True(fit.Identified);
        Assert.Empty(fit.Notes);
        for (var i = 0; i < 4; i++)
        {
            Near.Relative(gold.GetProperty(fit.ParameterNames[i]).GetDouble(), fit.Parameters[i], 0.001, fit.ParameterNames[i]);
        }

        Near.Relative(gold.GetProperty("LL").GetDouble(), fit.LogLikelihood, 1e-9);
        if (gold.TryGetProperty("se", out var errors))
        {
            foreach (var (expected, actual) in Numbers(errors).Zip(fit.StandardErrors))
            {
                Near.Relative(expected, actual, 0.001, "standard error");
            }
        }
    }

    [Fact]
    public void TheSpendOfCdnow()
    {
        var gold = GoldFact.Value("cdnow.sample.gg.mle.from_txn");
        var fit = GammaGammaModel.Fit(Cdnow.Spend(), CancellationToken.None);
        Assert.True(fit.Identified);
        Assert.Equal(gold.GetProperty("n").GetInt64(), fit.Customers);
        for (var i = 0; i < 3; i++)
        {
            Near.Relative(gold.GetProperty(fit.ParameterNames[i]).GetDouble(), fit.Parameters[i], 0.002, fit.ParameterNames[i]);
        }

        Near.Relative(gold.GetProperty("LL").GetDouble(), fit.LogLikelihood, 1e-9);
    }

    [Fact]
    public void TheExpectedPurchasesOfThePaper() =>
        Near.Relative(GoldFact.Value("bgnbd.cet(39;2,30.43,38.86)@paper").GetDouble(), Paper.ConditionalExpectedPurchases(2, 30.43, 38.86, 39), 0.001);

    [Fact]
    public void TheExpectedPurchasesOfANewCustomer()
    {
        var model = Fit("BG/NBD").Model!;
        foreach (var figure in GoldFact.Value("bgnbd.E[X(t)]@MLE").EnumerateObject())
        {
            // The shortest time is published with two digits.
            var expected = figure.Value.GetDouble();
            Near.Absolute(expected, model.ExpectedPurchases(double.Parse(figure.Name, CultureInfo.InvariantCulture)), Math.Max(0.002 * expected, 5e-5), figure.Name);
        }
    }

    [Fact]
    public void TheChancesOfCounts()
    {
        var gold = GoldFact.Value("bgnbd.pmf@(.243,4.414,.793,2.426)");
        var model = Paper;

        // Published with six and seven digits; the others with ten.
        Near.Relative(gold.GetProperty("t2x10").GetDouble(), model.Probability(10, 2), 1e-5);
        Near.Relative(gold.GetProperty("t39x0").GetDouble(), model.Probability(0, 39), 1e-7);
        var counts = Numbers(gold.GetProperty("t30x11..20"));
        for (var i = 0; i < counts.Length; i++)
        {
            Near.Absolute(counts[i], model.Probability(11 + i, 30), 1e-9);
        }
    }

    [Fact]
    public void TheParetoWalkthrough() => Walkthrough("pnbd.btyd.walkthrough", new ParetoNbdModel(0.5534, 10.5802, 0.6061, 11.6562), 0.0005);

    [Fact]
    public void TheBetaGeometricWalkthrough() => Walkthrough("bgnbd.btyd.walkthrough", Fit("BG/NBD").Model!, 0.0005);

    [Theory]
    [InlineData("stress.bgnbd.logp", "BG/NBD")]
    [InlineData("stress.mbgnbd.logp", "MBG/NBD")]
    public void TheLikelihoodOfManyPurchases(string id, string name)
    {
        var model = Family(name).Create([.25, 4, .8, 2.5]);
        var gold = GoldFact.Value(id);
        Near.Relative(gold.GetProperty("(0,0,40)").GetDouble(), model.LogLikelihood(PurchaseHistories.From([0], [0], [40])), 1e-5);
        Near.Relative(gold.GetProperty("(200,38,40)").GetDouble(), model.LogLikelihood(PurchaseHistories.From([200], [38], [40])), 1e-5);
    }

    [Fact]
    public void TheExpectedPurchasesWhereOthersUnderflow()
    {
        var gold = Numbers(GoldFact.Value("stress.pnbd.cet.underflow"));
        var model = new ParetoNbdModel(.55, 10.58, .61, 11.67);
        Near.Relative(gold[0], model.ConditionalExpectedPurchases(132, 200, 200, 10), 1e-12);
        Near.Relative(gold[1], model.ConditionalExpectedPurchases(133, 200, 200, 10), 1e-12);
    }

    [Theory]
    [InlineData("sbg.highend.t7", new long[] { 131, 126, 90, 60, 42, 34, 26 }, 491)]
    [InlineData("sbg.regular.t7", new long[] { 369, 163, 86, 56, 37, 27, 21 }, 241)]
    public void TheContractsOfThePaper(string id, long[] lost, long survivors)
    {
        var gold = GoldFact.Value(id);
        var fit = ShiftedBetaGeometricModel.Fit(lost, survivors, CancellationToken.None);
        Assert.True(fit.Identified);
        Near.Relative(gold.GetProperty("alpha").GetDouble(), fit.Parameters[0], 1e-4);
        Near.Relative(gold.GetProperty("beta").GetDouble(), fit.Parameters[1], 1e-4);
        Near.Relative(gold.GetProperty("LL").GetDouble(), fit.LogLikelihood, 1e-4);
        Near.Relative(gold.GetProperty("DEL10").GetDouble(), fit.Model!.DiscountedLifetime(0.1), 1e-4);
        var residuals = Numbers(gold.GetProperty("DERL10"));
        for (var i = 0; i < residuals.Length; i++)
        {
            Near.Relative(residuals[i], fit.Model.DiscountedResidualLifetime(i + 1, 0.1), 1e-4);
        }
    }

    /// <summary>A year of months of 4.345 weeks, discounted by 1% a month. The figures of the documentation of lifetimes have months of 30 weeks, and are not these.</summary>
    [Fact]
    public void TheValueOfTheFirstTenCustomers()
    {
        const double month = 4.345;

        // The published table has two decimals.
        var customers = Cdnow.Customers().ConvertAll(c => new Cdnow.Customer(c.Repeats, Round(c.Last), Round(c.Age), Round(c.MeanSpend)));
        var purchases = Family("BG/NBD").Fit(Cdnow.Histories(customers), CancellationToken.None).Model!;
        var spend = GammaGammaModel.Fit(Cdnow.Spend(customers), CancellationToken.None).Model!;
        var gold = Numbers(GoldFact.Value("clv.weekly.head10"));
        for (var i = 0; i < gold.Length; i++)
        {
            var one = customers[i];
            var (value, before) = (0.0, 0.0);
            for (var k = 1; k <= 12; k++)
            {
                var expected = purchases.ConditionalExpectedPurchases(one.Repeats, one.Last, one.Age, k * month);
                value += (expected - before) / Math.Pow(1.01, k);
                before = expected;
            }

            Near.Relative(gold[i], value * spend.ExpectedSpend(one.Repeats, one.MeanSpend), 1e-4, $"customer {i + 1}");
        }
    }

    private static void Walkthrough(string id, PurchaseModel model, double tolerance)
    {
        var gold = GoldFact.Value(id);
        Near.Relative(gold.GetProperty("E52").GetDouble(), model.ExpectedPurchases(52), tolerance);
        Near.Relative(gold.GetProperty("cet52_1516").GetDouble(), model.ConditionalExpectedPurchases(26, 30.86, 31, 52), tolerance);
        Near.Relative(gold.GetProperty("palive_1516").GetDouble(), model.ProbabilityAlive(26, 30.86, 31), tolerance);
        var paradox = Numbers(gold.GetProperty("paradox"));
        for (var i = 0; i < paradox.Length; i++)
        {
            Near.Relative(paradox[i], model.ConditionalExpectedPurchases(10 + (5 * i), 20, 39, 52), tolerance, "paradox");
        }
    }

    private static double Round(double value) => Math.Round(value + 1e-9, 2);

    private static PurchaseModelFamily Family(string name) => PurchaseModel.Families.Single(family => family.Name == name);

    private static ModelFit<PurchaseModel> Fit(string name) => Family(name).Fit(Cdnow.Purchases(), CancellationToken.None);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
