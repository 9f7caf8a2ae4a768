using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>Fits any model by the largest likelihood.</summary>
internal sealed class Maximum<T>
    where T : class
{
    // A millionfold of the natural scale, either way, is as good as nothing or everything.
    private static readonly double Edge = Math.Log(1e6);

    public required string Name { get; init; }

    public required IReadOnlyList<string> ParameterNames { get; init; }

    public required Func<IReadOnlyList<double>, T> Create { get; init; }

    /// <summary>The natural size of each parameter.</summary>
    public required double[] Scales { get; init; }

    public required double[][] Starts { get; init; }

    public required long Customers { get; init; }

    /// <summary>What it means, in plain words, when the search ends at a simpler model; null when it does not.</summary>
    public required Func<IReadOnlyList<double>, string?> Degeneracy { get; init; }

    /// <summary>Climbs on the rough likelihood, which may take a sample of the customers, and ends on the full one.</summary>
    public ModelFit<T> Fit(Likelihood rough, Likelihood full, CancellationToken cancellationToken)
    {
        var low = Array.ConvertAll(Scales, scale => Math.Log(scale) - Edge);
        var high = Array.ConvertAll(Scales, scale => Math.Log(scale) + Edge);
        var search = new Search(rough, low, high, cancellationToken);
        search.Climb(Array.ConvertAll(Starts, start => Array.ConvertAll(start, Math.Log)));
        var steps = 0;
        if (rough != full)
        {
            search.Polish();
            steps = search.Steps;
            var start = search.Logs;
            search = new Search(full, low, high, cancellationToken);
            search.Begin(start);
        }

        var (end, curvature) = search.Polish();
        return Report(search, end, curvature, steps + search.Steps);
    }

    private ModelFit<T> Report(Search search, SearchEnd end, Curvature curvature, int steps)
    {
        var parameters = Array.ConvertAll(search.Logs, Math.Exp);
        var identified = end == SearchEnd.Settled && curvature.IsTelling;
        var root = identified ? curvature.CovarianceRoot() : null;
        var covariance = root is null ? null : Square(root);
        return new ModelFit<T>
        {
            Name = Name,
            Model = Create(parameters),
            Create = Create,
            ParameterNames = ParameterNames,
            Parameters = parameters,
            StandardErrors = [.. parameters.Select((value, i) => covariance is null ? double.NaN : value * Math.Sqrt(covariance[i, i]))],
            LogCovariance = covariance,
            CovarianceRoot = root,
            LogLikelihood = search.Value,
            Iterations = steps,
            Customers = Customers,
            Identified = identified,
            Notes = identified ? [] : [Why(parameters, end, curvature)],
        };
    }

    private string Why(double[] parameters, SearchEnd end, Curvature curvature)
    {
        if (Degeneracy(parameters) is { } simpler)
        {
            return simpler;
        }

        if (end == SearchEnd.Unsettled)
        {
            return $"The search for the parameters of {Name} did not settle, so that its figures may be off. Try another model, or data of a longer time.";
        }

        var worst = curvature.WorstDirection();
        var names = ParameterNames.Where((_, i) => Math.Abs(worst[i]) > 0.3);
        return $"The data do not say how large {string.Join(" and ", names)} of {Name} are: values a hundredfold apart explain them as well. Take data of a longer time or of more customers, or a simpler model.";
    }

    private static double[,] Square(double[,] root)
    {
        var n = root.GetLength(0);
        var square = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    square[i, j] += root[i, k] * root[j, k];
                }
            }
        }

        return square;
    }
}
