using System;
using MathNet.Numerics.LinearAlgebra;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>How sharply a log-likelihood bends down at a place: the matrix of its second derivatives by the logarithms of the parameters, with the sign changed.</summary>
internal sealed class Curvature
{
    private const double Step = 1e-4;

    // Two values a hundredfold apart that the data cannot tell apart at one standard error.
    private static readonly double LeastInformation = 1 / Math.Pow(Math.Log(100), 2);

    private readonly Matrix<double> vectors;
    private readonly Vector<double> values;

    private Curvature(Matrix<double> matrix)
    {
        var eigen = matrix.Evd(Symmetricity.Symmetric);
        (vectors, values) = (eigen.EigenVectors, eigen.EigenValues.Real());
    }

    /// <summary>Whether the place is a maximum, beyond the doubt of rounding.</summary>
    public bool IsDown => values[0] > 1e-9 * values[^1];

    /// <summary>Whether the data tell what every parameter is, not only that it is some.</summary>
    public bool IsTelling => IsDown && values[0] >= LeastInformation;

    /// <summary>By central differences of the gradient.</summary>
    public static Curvature At(Likelihood likelihood, double[] logs)
    {
        var n = logs.Length;
        var matrix = Matrix<double>.Build.Dense(n, n);
        var (up, down) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var place = logs[i];
            logs[i] = place + Step;
            likelihood.EvaluateLogs(logs, up);
            logs[i] = place - Step;
            likelihood.EvaluateLogs(logs, down);
            logs[i] = place;
            for (var j = 0; j < n; j++)
            {
                matrix[i, j] = (down[j] - up[j]) / (2 * Step);
            }
        }

        return new Curvature((matrix + matrix.Transpose()) / 2);
    }

    /// <summary>Newton's step, made to lead upwards where the function bends up or not at all.</summary>
    public double[] NewtonStep(ReadOnlySpan<double> gradient)
    {
        var step = new double[gradient.Length];
        for (var k = 0; k < step.Length; k++)
        {
            var along = 0.0;
            for (var i = 0; i < step.Length; i++)
            {
                along += vectors[i, k] * gradient[i];
            }

            along /= Math.Max(Math.Abs(values[k]), 1e-9 * Math.Max(values[^1], -values[0]));
            for (var i = 0; i < step.Length; i++)
            {
                step[i] += vectors[i, k] * along;
            }
        }

        return step;
    }

    /// <summary>A square root of the covariance: the covariance is the root times its transpose.</summary>
    public double[,] CovarianceRoot()
    {
        var n = values.Count;
        var root = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                root[i, k] = vectors[i, k] / Math.Sqrt(values[k]);
            }
        }

        return root;
    }

    /// <summary>The direction the data say least about.</summary>
    public double[] WorstDirection() => vectors.Column(0).ToArray();
}
