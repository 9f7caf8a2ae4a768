using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Tests.Gold;
using CustomerMetrics.Engine.Tests.Models;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Comparisons of groups against published figures and a computation with matrices.</summary>
public sealed class LogRankTests
{
    private static readonly Dictionary<SurvivalTestKind, string> Published = new()
    {
        [SurvivalTestKind.LogRank] = "logrank",
        [SurvivalTestKind.Wilcoxon] = "wilcoxon",
        [SurvivalTestKind.TaroneWare] = "tarone_ware",
        [SurvivalTestKind.Peto] = "peto",
    };

    [Theory]
    [InlineData(SurvivalTestKind.LogRank)]
    [InlineData(SurvivalTestKind.Wilcoxon)]
    [InlineData(SurvivalTestKind.TaroneWare)]
    [InlineData(SurvivalTestKind.Peto)]
    public void ThePublishedFiguresOfLeukemia(SurvivalTestKind kind)
    {
        var expected = GoldFact.Value("logrank.leukemia").GetProperty(Published[kind]).GetDouble();
        var test = Test(kind, Leukemia.Treated, Leukemia.Placebo);
        Near.Relative(expected, test.ChiSquare!.Value, 1e-7);
        Assert.Equal(1, test.DegreesOfFreedom);
    }

    [Fact]
    public void TheFileIsThatOfTheBooks()
    {
        var lives = File.ReadLines(GoldFact.Data("gehan.dat"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToLookup(cells => cells[0], cells => new Lifetime(0, cells[1], cells[2], 1));
        Assert.Equal(Lives.Gathered(Leukemia.Placebo).OrderBy(life => life.Age), Lives.Gathered(lives[1]).OrderBy(life => life.Age));
        Assert.Equal(
            Lives.Gathered(Leukemia.Treated).OrderBy(life => (life.Age, life.Outcome)),
            Lives.Gathered(lives[2]).OrderBy(life => (life.Age, life.Outcome)));
    }

    [Fact]
    public void TheLossesAsRPrintsThem()
    {
        var test = Test(SurvivalTestKind.LogRank, Leukemia.Treated, Leukemia.Placebo);
        Near.Absolute(19.3, test.Expected[0], 0.05);
        Near.Absolute(10.7, test.Expected[1], 0.05);
        Near.Absolute(4.17e-5, test.PValue!.Value, 0.005e-5);

        // survdiff with rho = 1.
        Near.Absolute(14.5, Test(SurvivalTestKind.FlemingHarrington, Leukemia.Treated, Leukemia.Placebo).ChiSquare!.Value, 0.05);
    }

    [Theory]
    [InlineData(SurvivalTestKind.LogRank, 2)]
    [InlineData(SurvivalTestKind.LogRank, 4)]
    [InlineData(SurvivalTestKind.Wilcoxon, 3)]
    [InlineData(SurvivalTestKind.TaroneWare, 3)]
    [InlineData(SurvivalTestKind.Peto, 5)]
    [InlineData(SurvivalTestKind.FlemingHarrington, 4)]
    public void ItIsThatOfTheMatrixWithoutOneGroup(SurvivalTestKind kind, int count)
    {
        var groups = Enumerable.Range(0, count).Select(group => (IReadOnlyList<Lifetime>)Lives.Draw(20 + group, 60 + (20 * group))).ToList();
        var all = groups.SelectMany(group => group).ToList();
        var (difference, covariance) = (Vector<double>.Build.Dense(count), Matrix<double>.Build.Dense(count, count));
        var (left, adjusted) = (1.0, 1.0);
        foreach (var age in Lives.Ages(all).Where(age => Lives.Lost(all, age) > 0))
        {
            double n = Lives.AtRisk(all, age);
            double d = Lives.Lost(all, age);
            adjusted *= 1 - (d / (n + 1));
            var weight = kind switch
            {
                SurvivalTestKind.Wilcoxon => n,
                SurvivalTestKind.TaroneWare => Math.Sqrt(n),
                SurvivalTestKind.Peto => adjusted,
                SurvivalTestKind.FlemingHarrington => Math.Pow(left, 0.5) * Math.Pow(1 - left, 2),
                _ => 1,
            };
            left *= 1 - (d / n);
            var shares = groups.ConvertAll(group => Lives.AtRisk(group, age) / n);
            for (var g = 0; g < count; g++)
            {
                difference[g] += weight * (Lives.Lost(groups[g], age) - (d * shares[g]));
                for (var h = 0; h < count; h++)
                {
                    covariance[g, h] += n > 1 ? weight * weight * d * (n - d) / (n - 1) * shares[g] * ((g == h ? 1 : 0) - shares[h]) : 0;
                }
            }
        }

        var (u, v) = (difference.SubVector(1, count - 1), covariance.SubMatrix(1, count - 1, 1, count - 1));
        var test = new LogRank([.. groups.Select(group => RiskSets.Of(group, 1))], new(kind, 0.5, 2), CancellationToken.None);
        Near.Relative(u * v.Solve(u), test.ChiSquare!.Value, 1e-9);
        Assert.Equal(count - 1, test.DegreesOfFreedom);
        Near.Absolute(0, test.Difference.Sum(), 1e-9 * test.Difference.Max());
        Near.Relative(all.Count(life => life.Outcome != Lifetime.Censored), test.Expected.Sum(), 1e-12);
    }

    [Fact]
    public void TheOrderOfGroupsSaysNothing()
    {
        List<List<Lifetime>> groups = [.. Enumerable.Range(30, 4).Select(seed => Lives.Draw(seed, 80))];
        var test = Test(SurvivalTestKind.LogRank, [.. groups]);
        groups.Reverse();
        Near.Relative(test.ChiSquare!.Value, Test(SurvivalTestKind.LogRank, [.. groups]).ChiSquare!.Value, 1e-10);
    }

    [Fact]
    public void GroupsOfOneKindDoNotDiffer()
    {
        var lives = Lives.Draw(40, 100);
        var test = Test(SurvivalTestKind.LogRank, lives, lives, lives);
        Near.Absolute(0, test.ChiSquare!.Value, 1e-12);
        Near.Absolute(1, test.PValue!.Value, 1e-12);
    }

    [Fact]
    public void GroupsThatAreNeverAtRiskTogetherAreNotCompared()
    {
        var (young, old) = (Leukemia.Lost(1, 2, 3).ToList(), new List<Lifetime> { new(10, 12, Lifetime.Lost, 1), new(10, 14, Lifetime.Lost, 1) });
        var apart = Test(SurvivalTestKind.LogRank, young, old);
        Assert.Null(apart.ChiSquare);
        Assert.Null(apart.PValue);
        Assert.Equal(0, apart.DegreesOfFreedom);

        // A third one that goes with the first leaves one comparison.
        var three = Test(SurvivalTestKind.LogRank, young, old, [.. Leukemia.Lost(2, 4, 5, 6)]);
        Assert.Equal(1, three.DegreesOfFreedom);
        Near.Relative(Test(SurvivalTestKind.LogRank, young, [.. Leukemia.Lost(2, 4, 5, 6)]).ChiSquare!.Value, three.ChiSquare!.Value, 1e-10);
    }

    [Fact]
    public void NobodyLostIsNoTest() => Assert.Null(Test(SurvivalTestKind.LogRank, [.. Leukemia.Censored(1, 2)], [.. Leukemia.Censored(3)]).ChiSquare);

    private static LogRank Test(SurvivalTestKind kind, params IReadOnlyList<IReadOnlyCollection<Lifetime>> groups) =>
        new([.. groups.Select(group => RiskSets.Of(group, 1))], new(kind, 1, 0), CancellationToken.None);
}
