using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Tests.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Survival curves against printed figures, by hand, and against a count of every customer.</summary>
public sealed class KaplanMeierTests
{
    // As R prints them: survfit(Surv(time, cens) ~ treat, data = gehan).
    private static readonly (double Age, long AtRisk, double Survival, double Error, double Low, double High)[] Printed =
    [
        (6, 21, 0.857, 0.0764, 0.720, 1.000),
        (7, 17, 0.807, 0.0869, 0.653, 0.996),
        (10, 15, 0.753, 0.0963, 0.586, 0.968),
        (13, 12, 0.690, 0.1068, 0.510, 0.935),
        (16, 11, 0.627, 0.1141, 0.439, 0.896),
        (22, 7, 0.538, 0.1282, 0.337, 0.858),
        (23, 6, 0.448, 0.1346, 0.249, 0.807),
    ];

    [Fact]
    public void TheTreatedAsPrinted()
    {
        var sets = RiskSets.Of(Leukemia.Treated, 1);
        var curve = new KaplanMeier(sets);
        var band = curve.Band(SurvivalInterval.Log);
        foreach (var (age, atRisk, survival, error, low, high) in Printed)
        {
            var at = Array.IndexOf(sets.Age, age);
            Assert.Equal(atRisk, sets.AtRisk[at]);
            Near.Absolute(survival, curve.Survival[at], 0.0005);
            Near.Absolute(error, curve.Survival[at] * Math.Sqrt(curve.RelativeVariance[at]), 0.00005);
            Near.Absolute(low, band.Low[at], 0.0005);
            Near.Absolute(high, band.High[at], 0.0005);
        }
    }

    [Fact]
    public void TheMediansAsPrinted()
    {
        Assert.Equal((23, 16, null), Median(Leukemia.Treated, SurvivalInterval.Log));
        Assert.Equal((8, 4, 12), Median(Leukemia.Placebo, SurvivalInterval.Log));

        // With conf.type = "log-log".
        Assert.Equal((23, 13, null), Median(Leukemia.Treated, SurvivalInterval.LogLog));
        Assert.Equal((8, 4, 11), Median(Leukemia.Placebo, SurvivalInterval.LogLog));
    }

    [Fact]
    public void TheMeansAsPrinted()
    {
        foreach (var (lives, mean, error) in new[] { (Leukemia.Treated, 23.29, 2.83), (Leukemia.Placebo, 8.67, 1.38) })
        {
            var sets = RiskSets.Of(lives, 1);
            var found = RestrictedMean.Of(sets, new(sets), 35)!.Value;
            Near.Absolute(mean, found.Mean, 0.005);
            Near.Absolute(error, found.Error, 0.005);
        }
    }

    [Fact]
    public void TheBandOfLogLogByHand()
    {
        var sets = RiskSets.Of(Leukemia.Treated, 1);
        var band = new KaplanMeier(sets).Band(SurvivalInterval.LogLog);

        // At 6: S = 18/21, the error of log(-log S) is sqrt(3 / (21 x 18)) / -log S.
        var log = -Math.Log(18.0 / 21);
        var spread = 1.959963984540054 * Math.Sqrt(3.0 / (21 * 18)) / log;
        Near.Relative(Math.Exp(-log * Math.Exp(spread)), band.Low[0], 1e-12);
        Near.Relative(Math.Exp(-log * Math.Exp(-spread)), band.High[0], 1e-12);
    }

    [Fact]
    public void WithoutCensoringItIsTheShareThatIsLeft()
    {
        var lives = Lives.Draw(1, 500, isLate: false, isCensored: false);
        var curve = Curve(lives);
        for (var i = 0; i < curve.Age.Length; i++)
        {
            var share = lives.Count(life => life.Age > curve.Age[i]) / 500.0;
            Near.Absolute(share, curve.Survival[i], 1e-13);

            // Then Greenwood's variance is that of a share.
            Near.Absolute(share * (1 - share) / 500, share > 0 ? share * share * curve.RelativeVariance[i] : 0, 1e-13);
        }

        var sets = RiskSets.Of(lives, 1);
        Near.Relative(lives.Average(life => life.Age), RestrictedMean.Of(sets, new(sets), 40)!.Value.Mean, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryAgeIsWhatTheCustomersSay(int seed)
    {
        var lives = Lives.Draw(seed, 300);
        var sets = RiskSets.Of(Lives.Gathered(lives), 1);
        var curve = new KaplanMeier(sets);
        var hazard = new NelsonAalen(sets);
        Assert.Equal(Lives.Ages(lives), sets.Age);
        var (cumulated, variance) = (0.0, 0.0);
        var remaining = 300 - sets.LateEntries;
        for (var i = 0; i < sets.Age.Length; i++)
        {
            var age = sets.Age[i];
            double n = Lives.AtRisk(lives, age);
            double d = Lives.Lost(lives, age);
            remaining += sets.Entered[i];
            Assert.Equal((n, d, n), (sets.AtRisk[i], sets.Lost[i], remaining));
            Near.Absolute(Lives.Survival(lives, age), curve.Survival[i], 1e-12);
            cumulated += d / n;
            variance += d / n / n;
            Near.Absolute(cumulated, hazard.Hazard[i], 1e-12);
            Near.Absolute(variance, hazard.Variance[i], 1e-12);
            remaining -= sets.Lost[i] + sets.Censored[i];
        }

        Assert.Equal(0, remaining);
    }

    [Fact]
    public void OrderSaysNothing()
    {
        var lives = Lives.Draw(5, 400);
        var random = new Random(6);
        Assert.Equal(Curve(lives).Survival, Curve([.. lives.OrderBy(_ => random.Next())]).Survival);
    }

    [Fact]
    public void LaterAgesAllTheSameShiftTheCurve()
    {
        var lives = Lives.Draw(7, 400, isLate: false);
        var curve = Curve(lives);
        var shifted = Curve([.. lives.Select(life => life with { Age = life.Age + 100 })]);
        Assert.Equal(curve.Survival, shifted.Survival);
        Assert.Equal(curve.Age.Select(age => age + 100), shifted.Age);
    }

    [Fact]
    public void LateEntryByHand()
    {
        // A from 0 to 4, lost; B from 3 to 6, lost; C from 4 to 8, still there; D from 0 to 6, lost.
        List<Lifetime> lives = [new(0, 4, Lifetime.Lost, 1), new(3, 6, Lifetime.Lost, 1), new(4, 8, Lifetime.Censored, 1), new(0, 6, Lifetime.Lost, 1)];
        var sets = RiskSets.Of(lives, 1);

        // At 4 those are A, B and D, as C enters at 4 and is at risk after it; at 6 B, C and D.
        Assert.Equal([4, 6, 8], sets.Age);
        Assert.Equal([3, 3, 1], sets.AtRisk);
        Assert.Equal([1, 1, 0], sets.Entered);
        Assert.Equal(2, sets.LateEntries);
        var curve = new KaplanMeier(sets);
        Near.Relative(2.0 / 3, curve.Survival[0], 1e-15);
        Near.Relative(2.0 / 9, curve.Survival[1], 1e-15);
        Near.Relative((1.0 / 6) + (2.0 / 3), curve.RelativeVariance[1], 1e-15);
    }

    [Fact]
    public void WhoIsCensoredAtAnAgeIsStillAtRiskAtIt()
    {
        var sets = RiskSets.Of([.. Leukemia.Lost(5), .. Leukemia.Censored(5)], 1);
        Assert.Equal([2], sets.AtRisk);
        Assert.Equal([0.5], new KaplanMeier(sets).Survival);
    }

    [Fact]
    public void AStepExactlyAtTheLevelHasItsMiddle()
    {
        // The middle of 2 and 5; and at the end, of 4 and the last age.
        Assert.Equal(3.5, Median([.. Leukemia.Lost(1, 2, 5, 7)], SurvivalInterval.Log).Median);
        Assert.Equal(6.5, Median([.. Leukemia.Lost(1, 4), .. Leukemia.Censored(6, 9)], SurvivalInterval.Log).Median);
        Assert.Null(Median([.. Leukemia.Lost(1), .. Leukemia.Censored(6, 9)], SurvivalInterval.Log).Median);
    }

    [Fact]
    public void NoMeanBeyondWhatWasSeen()
    {
        var sets = RiskSets.Of(Leukemia.Treated, 1);
        Assert.Null(RestrictedMean.Of(sets, new(sets), 35.1));
        Assert.NotNull(RestrictedMean.Of(sets, new(sets), 35));
        var lost = RiskSets.Of(Leukemia.Placebo, 1);
        Near.Relative(RestrictedMean.Of(lost, new(lost), 23)!.Value.Mean, RestrictedMean.Of(lost, new(lost), 1000)!.Value.Mean, 1e-13);
    }

    [Fact]
    public void TheMeanIsTheAreaOfTheCurve()
    {
        var lives = Lives.Draw(11, 300);
        var sets = RiskSets.Of(lives, 1);
        foreach (var horizon in new[] { 0.5, 7, 12.25, 39 })
        {
            const int steps = 4;
            var area = Enumerable.Range(0, (int)(horizon * steps)).Sum(step => Lives.Survival(lives, (double)step / steps) / steps);
            Near.Relative(area, RestrictedMean.Of(sets, new(sets), horizon)!.Value.Mean, 1e-12);
        }
    }

    [Fact]
    public void TheHazardCountsLossesAndTimeAtRisk()
    {
        var lives = Lives.Draw(12, 400);
        foreach (var width in new[] { 1, 2.5, 7, 50 })
        {
            var hazards = new HazardByAge(Lives.Gathered(lives), width, (int)Math.Ceiling(39 / width));
            for (var band = 0; band < hazards.Lost.Length; band++)
            {
                var (from, to) = (band * width, (band + 1) * width);
                Assert.Equal(lives.Count(life => life.Outcome != Lifetime.Censored && life.Age > from && life.Age <= to), hazards.Lost[band]);
                Near.Absolute(lives.Sum(life => Math.Max(0, Math.Min(life.Age, to) - Math.Max(life.Entry, from))), hazards.Exposure[band], 1e-9);
            }

            Assert.Equal(lives.Count(life => life.Outcome != Lifetime.Censored), hazards.Lost.Sum());
        }
    }

    private static KaplanMeier Curve(IReadOnlyCollection<Lifetime> lives) => new(RiskSets.Of(lives, 1));

    private static (double? Median, double? Low, double? High) Median(IReadOnlyCollection<Lifetime> lives, SurvivalInterval kind)
    {
        var curve = Curve(lives);
        var band = curve.Band(kind);
        return (QuantileAge.At(curve.Age, curve.Survival, 0.5), QuantileAge.At(curve.Age, band.Low, 0.5), QuantileAge.At(curve.Age, band.High, 0.5));
    }
}
