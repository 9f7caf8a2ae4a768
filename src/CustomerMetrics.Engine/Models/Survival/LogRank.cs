using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>Whether groups are lost at one rate, age by age (Mantel 1966), and the like with other weights of the ages.</summary>
internal sealed class LogRank
{
    private const double Negligible = 1e-10;
    private const int OftenEnough = 0xFFF;

    private readonly double[] difference;
    private readonly double[,] covariance;

    /// <param name="groups">The customers of each group.</param>
    /// <param name="weight">What each age counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public LogRank(IReadOnlyList<RiskSets> groups, AgeWeight weight, CancellationToken cancellationToken)
    {
        var k = groups.Count;
        Expected = new double[k];
        difference = new double[k];
        covariance = new double[k, k];
        var cursors = groups.Select(group => group.Walk()).ToArray();
        var all = 0;
        foreach (var age in Ages(groups))
        {
            if ((all++ & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            long atRisk = 0;
            long lost = 0;
            foreach (var cursor in cursors)
            {
                cursor.MoveTo(age);
                atRisk += cursor.AtRisk;
                lost += cursor.Lost;
            }

            Add(cursors, atRisk, lost, weight.Next(atRisk, lost));
        }

        Solve();
    }

    /// <summary>The losses of each group that equal rates would have brought, every age counting the same.</summary>
    public double[] Expected { get; }

    /// <summary>Of each group, the weighted sum of what is lost beyond the expected.</summary>
    public IReadOnlyList<double> Difference => difference;

    /// <summary>The statistic; null when the groups are never at risk together, or nobody is lost.</summary>
    public double? ChiSquare { get; private set; }

    /// <summary>One less than the groups, or fewer where some are never at risk together with the others.</summary>
    public int DegreesOfFreedom { get; private set; }

    public double? PValue => ChiSquare is { } statistic ? SpecialFunctions.GammaUpperRegularized(DegreesOfFreedom / 2.0, statistic / 2) : null;

    private static IEnumerable<double> Ages(IReadOnlyList<RiskSets> groups) =>
        groups.SelectMany(group => group.Age.Where((_, i) => group.Lost[i] > 0)).Distinct().Order();

    private void Add(RiskSets.Cursor[] cursors, long atRisk, long lost, double weight)
    {
        double n = atRisk;
        var spread = atRisk > 1 ? weight * weight * lost * (n - lost) / (n - 1) : 0;
        for (var g = 0; g < cursors.Length; g++)
        {
            if (cursors[g].AtRisk == 0)
            {
                continue;
            }

            var share = cursors[g].AtRisk / n;
            Expected[g] += lost * share;
            difference[g] += weight * (cursors[g].Lost - (lost * share));
            covariance[g, g] += spread * share * (1 - share);
            for (var h = 0; h < g; h++)
            {
                covariance[g, h] -= spread * share * (cursors[h].AtRisk / n);
            }
        }
    }

    // The differences sum to nothing, so the matrix has no inverse. Its eigenvectors serve all groups alike, and tell how many comparisons there are.
    private void Solve()
    {
        var k = difference.Length;
        var matrix = Matrix<double>.Build.Dense(k, k, (g, h) => g >= h ? covariance[g, h] : covariance[h, g]);
        var parts = matrix.Evd(Symmetricity.Symmetric);
        var most = parts.EigenValues.Max(value => value.Real);
        if (most <= 0)
        {
            return;
        }

        var along = parts.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(difference));
        var statistic = 0.0;
        for (var i = 0; i < k; i++)
        {
            if (parts.EigenValues[i].Real > Negligible * most)
            {
                statistic += along[i] * along[i] / parts.EigenValues[i].Real;
                DegreesOfFreedom++;
            }
        }

        ChiSquare = statistic;
    }
}
