using System;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>A log-likelihood of positive parameters.</summary>
internal abstract class Likelihood
{
    /// <summary>The number of parameters.</summary>
    public abstract int Count { get; }

    /// <summary>The log-likelihood, and its gradient by the parameters themselves.</summary>
    public abstract double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>The same by the logarithms of the parameters, which know no bounds.</summary>
    public double EvaluateLogs(ReadOnlySpan<double> logs, Span<double> gradient)
    {
        Span<double> parameters = stackalloc double[logs.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            parameters[i] = Math.Exp(logs[i]);
        }

        var value = Evaluate(parameters, gradient);
        for (var i = 0; i < logs.Length; i++)
        {
            gradient[i] *= parameters[i];
        }

        return value;
    }
}
