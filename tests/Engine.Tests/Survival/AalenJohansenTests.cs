using System;
using System.Linq;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Tests.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Reasons that compete: by hand, against the sums that books print, and with the survival curve the whole.</summary>
public sealed class AalenJohansenTests
{
    [Fact]
    public void ByHand()
    {
        // Of 6: lost for the first reason at 1, for the second at 2, censored at 3, both at 4, and one still there at 5.
        var sets = RiskSets.Of([new(0, 1, 1, 1), new(0, 2, 2, 1), new(0, 3, Lifetime.Censored, 1), new(0, 4, 1, 1), new(0, 4, 2, 1), new(0, 5, Lifetime.Censored, 1)], 2);
        var (first, second) = (new AalenJohansen(sets, 0), new AalenJohansen(sets, 1));

        // Survival before: 1, 5/6, 4/6, 4/6; at risk: 6, 5, 4, 3.
        double[] ofFirst = [1.0 / 6, 1.0 / 6, 1.0 / 6, (1.0 / 6) + (4.0 / 6 / 3), (1.0 / 6) + (4.0 / 6 / 3)];
        double[] ofSecond = [0, 1.0 / 6, 1.0 / 6, (1.0 / 6) + (4.0 / 6 / 3), (1.0 / 6) + (4.0 / 6 / 3)];
        for (var i = 0; i < 5; i++)
        {
            Near.Absolute(ofFirst[i], first.Incidence[i], 1e-15);
            Near.Absolute(ofSecond[i], second.Incidence[i], 1e-15);
        }

        // One loss of six: the variance of a share.
        Near.Relative(1.0 / 6 * (5.0 / 6) / 6, first.Variance[0], 1e-14);
        Assert.Equal(0, second.Variance[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AllSharesSumToOne(int seed)
    {
        var sets = RiskSets.Of(Lives.Draw(seed, 500, reasons: 3), 3);
        var curve = new KaplanMeier(sets);
        var reasons = Enumerable.Range(0, 3).Select(reason => new AalenJohansen(sets, reason)).ToList();
        for (var i = 0; i < sets.Age.Length; i++)
        {
            Near.Absolute(1, curve.Survival[i] + reasons.Sum(reason => reason.Incidence[i]), 1e-13);
        }
    }

    [Fact]
    public void OneReasonIsTheCurveFromBelow()
    {
        var sets = RiskSets.Of(Lives.Draw(4, 500), 1);
        var curve = new KaplanMeier(sets);
        var reason = new AalenJohansen(sets, 0);
        for (var i = 0; i < sets.Age.Length && curve.Survival[i] > 0; i++)
        {
            Near.Absolute(1 - curve.Survival[i], reason.Incidence[i], 1e-13);
            Near.Relative(curve.Survival[i] * curve.Survival[i] * curve.RelativeVariance[i], reason.Variance[i], 1e-10);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void TheVarianceIsThatOfTheBooks(int seed)
    {
        var sets = RiskSets.Of(Lives.Draw(seed, 300, reasons: 2), 2);
        var curve = new KaplanMeier(sets);
        var reason = new AalenJohansen(sets, 1);
        for (var t = 0; t < sets.Age.Length && curve.Survival[t] > 0; t++)
        {
            // Marubini and Valsecchi 1995.
            var variance = 0.0;
            for (var i = 0; i <= t; i++)
            {
                double n = sets.AtRisk[i];
                double d = sets.Lost[i];
                double own = sets.LostBy[1][i];
                var before = i == 0 ? 1 : curve.Survival[i - 1];
                var since = reason.Incidence[t] - reason.Incidence[i];
                variance += (since * since * d / (n * (n - d))) + (before * before * own * (n - own) / (n * n * n)) - (2 * since * before * own / (n * n));
            }

            Near.Absolute(variance, reason.Variance[t], 1e-14);
        }
    }

    [Fact]
    public void TheBandIsThatOfTheLogarithms()
    {
        var sets = RiskSets.Of(Lives.Draw(8, 300, reasons: 2), 2);
        var reason = new AalenJohansen(sets, 0);
        var band = reason.Band(SurvivalInterval.LogLog);
        var log = Math.Log(reason.Incidence[9]);
        var spread = Math.Exp(1.959963984540054 * Math.Sqrt(reason.Variance[9]) / (reason.Incidence[9] * log));
        Near.Relative(Math.Exp(log / spread), band.Low[9], 1e-12);
        Near.Relative(Math.Exp(log * spread), band.High[9], 1e-12);
        Assert.True(band.Low[9] < reason.Incidence[9] && reason.Incidence[9] < band.High[9]);
    }
}
