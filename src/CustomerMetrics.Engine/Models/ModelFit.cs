using System;
using System.Collections.Generic;
using MathNet.Numerics.Distributions;

namespace CustomerMetrics.Engine.Models;

/// <summary>A model fitted to data, or the reason why there is none.</summary>
internal sealed record ModelFit<T>
    where T : class
{
    public required string Name { get; init; }

    /// <summary>Null where there were too few data; <see cref="Notes"/> say so.</summary>
    public T? Model { get; init; }

    public required IReadOnlyList<string> ParameterNames { get; init; }

    public IReadOnlyList<double> Parameters { get; init; } = [];

    /// <summary>By the delta method; not a number where the fit is not identified.</summary>
    public IReadOnlyList<double> StandardErrors { get; init; } = [];

    /// <summary>The covariance of the logarithms of the parameters; null where the fit is not identified.</summary>
    public double[,]? LogCovariance { get; init; }

    public double LogLikelihood { get; init; }

    public int Iterations { get; init; }

    public required long Customers { get; init; }

    /// <summary>Whether the data say what the parameters are.</summary>
    public bool Identified { get; init; }

    /// <summary>What a reader must know who is no statistician, in plain sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal required Func<IReadOnlyList<double>, T> Create { get; init; }

    internal double[,]? CovarianceRoot { get; init; }

    /// <summary>The model at parameters drawn from what the data leave open: normal on the scale of the logarithms.</summary>
    public T Draw(Random random)
    {
        var root = CovarianceRoot ?? throw new InvalidOperationException("The parameters of a fit that is not identified cannot be drawn.");
        var parameters = new double[Parameters.Count];
        var normal = new double[parameters.Length];
        Normal.Samples(random, normal, 0, 1);
        for (var i = 0; i < parameters.Length; i++)
        {
            var log = Math.Log(Parameters[i]);
            for (var k = 0; k < normal.Length; k++)
            {
                log += root[i, k] * normal[k];
            }

            parameters[i] = Math.Exp(log);
        }

        return Create(parameters);
    }
}
