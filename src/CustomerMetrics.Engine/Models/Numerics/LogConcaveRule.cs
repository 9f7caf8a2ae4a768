using System;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>
/// Nodes for an integral over the real line of a function that is smooth at the scale of one unit, has its features between two places and falls exponentially outside them.
/// The trapezoidal rule after y = u - exp(left - u) + exp(u - right), which turns the exponential tails into double exponential ones (after Takahasi and Mori 1974):
/// each node more gives as many digits more. It reaches rounding error.
/// </summary>
internal readonly struct LogConcaveRule
{
    private const double Step = 1.0 / 6;

    // The features themselves, a bend as of exp(-exp(y)) among them, are left at their own scale.
    private const double Margin = 3;

    // exp(-40) is below the rounding of one.
    private const double Reach = 40;

    // exp(k Step - Margin) for k from -Most to Most: the nodes lie on one lattice, so that none needs an exponential of its own.
    private const int Most = 1000;
    private static readonly double[] Powers = MakePowers();

    private readonly double left;
    private readonly double scale;
    private readonly double rightFactor;
    private readonly int from;

    /// <param name="left">Where the features begin.</param>
    /// <param name="right">Where they end.</param>
    /// <param name="scale">The scale of the function where that is less than one unit; else 1.</param>
    /// <param name="leftRate">How fast the function falls to the left, per unit.</param>
    /// <param name="rightRate">How fast it falls to the right.</param>
    public LogConcaveRule(double left, double right, double scale, double leftRate, double rightRate)
    {
        this.left = left;
        this.scale = scale;
        var width = (right - left) / scale;
        rightFactor = Math.Exp(-width);
        from = Lattice(-Margin - Math.Log(1 + (Reach / Math.Min(1, leftRate * scale))));
        Count = Lattice(width + Margin + Math.Log(1 + (Reach / Math.Min(1, rightRate * scale)))) - from + 1;
    }

    public int Count { get; }

    /// <summary>The place of a node, and its weight.</summary>
    public (double Y, double Weight) this[int index]
    {
        get
        {
            var k = from + index;
            var fallLeft = Powers[Most - k];
            var fallRight = Powers[Most + k] * rightFactor;
            return (left + (scale * ((k * Step) - fallLeft + fallRight)), Step * scale * (1 + fallLeft + fallRight));
        }
    }

    private static int Lattice(double u) => Math.Clamp((int)Math.Round(u / Step), -Most, Most);

    private static double[] MakePowers()
    {
        var powers = new double[(2 * Most) + 1];
        for (var k = -Most; k <= Most; k++)
        {
            powers[Most + k] = Math.Exp((k * Step) - Margin);
        }

        return powers;
    }
}
