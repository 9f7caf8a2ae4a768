using System;
using System.Linq;
using MathNet.Numerics.Integration;

namespace CustomerMetrics.Engine.Models.Numerics;

/// <summary>The integral of a smooth function from 0 to an end by the rule of Gauss and Legendre with 24 nodes, exact for polynomials up to the degree 47.</summary>
internal static class LegendreRule
{
    private const int Order = 24;

    private static readonly (double Place, double Weight)[] Nodes = MakeNodes();

    public static double Integrate(double end, Func<double, double> function)
    {
        var sum = 0.0;
        foreach (var (place, weight) in Nodes)
        {
            sum += weight * function(place * end);
        }

        return sum * end;
    }

    private static (double, double)[] MakeNodes()
    {
        var rule = new GaussLegendreRule(0, 1, Order);
        return [.. rule.Abscissas.Zip(rule.Weights)];
    }
}
