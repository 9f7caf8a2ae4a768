using System;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>
/// A smooth function of repeats and age by its values at a few places, by Lagrange's interpolation over ln(1 + repeats) and ln(1 + age).
/// Where it is the ratio of an expectation to that at nearby parameters, it hardly bends, and a few places are enough.
/// </summary>
internal sealed class ExpectationSurface
{
    private const int Places = 6;

    private readonly double[] repeats;
    private readonly double[] ages;
    private readonly double[,] values;

    public ExpectationSurface(int fewestRepeats, int mostRepeats, int leastAge, int mostAge, Func<int, double, double> function)
    {
        int[] counts = [.. Spread(fewestRepeats, mostRepeats).Select(place => (int)Math.Round(place)).Distinct()];
        double[] days = [.. Spread(leastAge, mostAge).Distinct()];
        (repeats, ages, values) = (Array.ConvertAll(counts, count => Math.Log(1 + count)), Array.ConvertAll(days, day => Math.Log(1 + day)), new double[counts.Length, days.Length]);
        for (var i = 0; i < counts.Length; i++)
        {
            for (var k = 0; k < days.Length; k++)
            {
                values[i, k] = function(counts[i], days[k]);
            }
        }
    }

    public double At(int count, int age)
    {
        Span<double> ofRepeats = stackalloc double[repeats.Length];
        Span<double> ofAges = stackalloc double[ages.Length];
        Weigh(repeats, Math.Log(1 + count), ofRepeats);
        Weigh(ages, Math.Log(1 + age), ofAges);
        var sum = 0.0;
        for (var i = 0; i < ofRepeats.Length; i++)
        {
            for (var k = 0; k < ofAges.Length; k++)
            {
                sum += ofRepeats[i] * ofAges[k] * values[i, k];
            }
        }

        return sum;
    }

    // Chebyshev's extrema, which hold both ends.
    private static double[] Spread(int from, int to)
    {
        var (low, high) = (Math.Log(1 + from), Math.Log(1 + to));
        return from == to ? [from] : [.. Enumerable.Range(0, Places).Select(i => Math.Exp(low + ((high - low) * (1 - Math.Cos(Math.PI * i / (Places - 1))) / 2)) - 1)];
    }

    private static void Weigh(double[] places, double at, Span<double> weights)
    {
        for (var i = 0; i < places.Length; i++)
        {
            weights[i] = 1;
            for (var k = 0; k < places.Length; k++)
            {
                weights[i] *= i == k ? 1 : (at - places[k]) / (places[i] - places[k]);
            }
        }
    }
}
