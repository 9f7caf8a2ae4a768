using System;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models;

/// <summary>Purchases to come, and what they count for when later ones are discounted.</summary>
/// <param name="Count">How many; where there are very many, how many equal ones would vary as much.</param>
/// <param name="Discounted">The sum of exp(-rate u) over their times u.</param>
internal readonly record struct DiscountedPurchases(double Count, double Discounted)
{
    // Beyond so many the times are not drawn one by one.
    private const double Many = 40;

    /// <summary>
    /// Purchases at a pace up to an end. Many of them are drawn as a gamma with their mean, pace (1 - exp(-rate end))/rate, and their variance, pace (1 - exp(-2 rate end))/(2 rate) (Campbell's theorem).
    /// </summary>
    public static DiscountedPurchases Draw(Random random, double pace, double end, double rate)
    {
        var expected = pace * end;
        if (!(expected > Many))
        {
            var count = Draws.Poisson(random, expected);
            var sum = 0.0;
            for (var i = 0L; i < count; i++)
            {
                sum += Math.Exp(-rate * end * random.NextDouble());
            }

            return new(count, sum);
        }

        var mean = pace * NearOne.Decay(rate, end);
        var variance = pace * NearOne.Decay(2 * rate, end);
        var shape = mean * mean / variance;
        return shape > 0 ? new(shape, Draws.Gamma(random, shape, mean / variance)) : default;
    }
}
