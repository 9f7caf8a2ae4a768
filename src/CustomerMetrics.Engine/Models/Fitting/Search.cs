using System;
using System.Threading;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>How a search ended.</summary>
internal enum SearchEnd
{
    /// <summary>At a maximum: no gain is left and the function bends down all round.</summary>
    Settled,

    /// <summary>At the edge of what is searched, or where ever longer ways gain nothing.</summary>
    RanAway,

    /// <summary>The steps were used up.</summary>
    Unsettled,
}

/// <summary>
/// The search for the parameters that make the log-likelihood largest: by their logarithms, with the exact gradient.
/// First a climb by the method of Broyden, Fletcher, Goldfarb and Shanno; then steps of Newton's method until they would gain nothing.
/// </summary>
internal sealed class Search(Likelihood likelihood, double[] low, double[] high, CancellationToken cancellationToken)
{
    private const int MostClimbs = 200;
    private const int MostNewtonSteps = 40;
    private const double LongestStep = 2;
    private const double ClimbGain = 0.05;
    private const double CoarseGain = 1e-3;
    private const double FineGain = 1e-10;

    // What may be left where the rounding of a long sum ends the search: a thousandth of a standard error.
    private const double RoundedGain = 1e-6;

    private readonly int n = low.Length;
    private readonly double[] trialGradient = new double[low.Length];

    public double[] Logs { get; private set; } = new double[low.Length];

    public double Value { get; private set; }

    public double[] Gradient { get; private set; } = new double[low.Length];

    public int Steps { get; private set; }

    /// <summary>Climbs from each start until little is left to gain, and stays at the best place.</summary>
    public void Climb(double[][] starts)
    {
        var best = (Logs, Value: double.NegativeInfinity, Gradient);
        foreach (var start in starts)
        {
            Begin(start);
            Climb();
            if (Value > best.Value)
            {
                best = (Logs, Value, Gradient);
            }
        }

        (Logs, Value, Gradient) = best;
    }

    public void Begin(double[] start)
    {
        Logs = new double[n];
        Gradient = new double[n];
        for (var i = 0; i < n; i++)
        {
            Logs[i] = Math.Clamp(start[i], low[i], high[i]);
        }

        Value = likelihood.EvaluateLogs(Logs, Gradient);
    }

    /// <summary>Newton's steps to the maximum.</summary>
    public (SearchEnd End, Curvature Curvature) Polish()
    {
        for (var i = 0; ; i++)
        {
            var curvature = Curvature.At(likelihood, Logs);
            var step = curvature.NewtonStep(Gradient);
            var gain = Dot(step, Gradient) / 2;
            if (curvature.IsDown && gain < FineGain)
            {
                return (SearchEnd.Settled, curvature);
            }

            var before = Value;
            if (!TryStep(step))
            {
                return (AtEdge() || !curvature.IsTelling ? SearchEnd.RanAway : gain < RoundedGain ? SearchEnd.Settled : SearchEnd.Unsettled, curvature);
            }

            // A ridge that hardly rises could be followed for ever.
            if (!curvature.IsTelling && Value - before < CoarseGain)
            {
                return (SearchEnd.RanAway, curvature);
            }

            if (i == MostNewtonSteps)
            {
                return (SearchEnd.Unsettled, curvature);
            }
        }
    }

    private void Climb()
    {
        var inverse = new double[n, n];
        var scaled = false;
        Reset(inverse, 0.5 / Math.Max(Longest(Gradient), double.Epsilon));
        for (var i = 0; i < MostClimbs; i++)
        {
            var step = Multiply(inverse, Gradient);
            if (Dot(step, Gradient) <= (scaled ? ClimbGain : 0))
            {
                return;
            }

            var (from, slope) = (Logs, Gradient);
            if (!TryStep(step))
            {
                return;
            }

            // The change of the place and of the slope; it bends down where their product is positive.
            var (moved, bent) = (new double[n], new double[n]);
            for (var j = 0; j < n; j++)
            {
                (moved[j], bent[j]) = (Logs[j] - from[j], slope[j] - Gradient[j]);
            }

            var product = Dot(moved, bent);
            if (product <= 1e-10 * Math.Sqrt(Dot(moved, moved) * Dot(bent, bent)))
            {
                continue;
            }

            if (!scaled)
            {
                Reset(inverse, product / Dot(bent, bent));
                scaled = true;
            }

            Update(inverse, moved, bent, product);
        }
    }

    /// <summary>Goes as much of the step as raises the function, within the edges; false where nothing does.</summary>
    private bool TryStep(double[] step)
    {
        var share = Math.Min(1, LongestStep / Longest(step));
        var promise = Dot(step, Gradient);

        // The rounding of a sum of many terms is no loss.
        var noise = 1e-13 * Math.Abs(Value);
        for (var halvings = 0; halvings < 25; halvings++, share /= 2)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var trial = new double[n];
            var moved = 0.0;
            for (var i = 0; i < n; i++)
            {
                trial[i] = Math.Clamp(Logs[i] + (share * step[i]), low[i], high[i]);
                moved = Math.Max(moved, Math.Abs(trial[i] - Logs[i]));
            }

            if (moved < 1e-12)
            {
                return false;
            }

            var value = likelihood.EvaluateLogs(trial, trialGradient);
            if (value >= Value + (1e-4 * share * promise) - noise)
            {
                (Logs, Value, Gradient) = (trial, value, [.. trialGradient]);
                Steps++;
                return true;
            }
        }

        return false;
    }

    private bool AtEdge()
    {
        for (var i = 0; i < n; i++)
        {
            if (Logs[i] <= low[i] || Logs[i] >= high[i])
            {
                return true;
            }
        }

        return false;
    }

    private static void Reset(double[,] inverse, double diagonal)
    {
        for (var i = 0; i < inverse.GetLength(0); i++)
        {
            for (var j = 0; j < inverse.GetLength(0); j++)
            {
                inverse[i, j] = i == j ? diagonal : 0;
            }
        }
    }

    private static void Update(double[,] inverse, double[] moved, double[] bent, double product)
    {
        var turned = Multiply(inverse, bent);
        var along = (1 + (Dot(bent, turned) / product)) / product;
        for (var i = 0; i < moved.Length; i++)
        {
            for (var j = 0; j < moved.Length; j++)
            {
                inverse[i, j] += (along * moved[i] * moved[j]) - (((turned[i] * moved[j]) + (moved[i] * turned[j])) / product);
            }
        }
    }

    private static double[] Multiply(double[,] matrix, double[] vector)
    {
        var result = new double[vector.Length];
        for (var i = 0; i < vector.Length; i++)
        {
            for (var j = 0; j < vector.Length; j++)
            {
                result[i] += matrix[i, j] * vector[j];
            }
        }

        return result;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static double Longest(double[] vector)
    {
        var longest = 0.0;
        foreach (var value in vector)
        {
            longest = Math.Max(longest, Math.Abs(value));
        }

        return longest;
    }
}
