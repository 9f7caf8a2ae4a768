namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The age by which a share of the customers is lost.</summary>
internal static class QuantileAge
{
    // That of R: products of fractions meet a level only nearly.
    private const double Tolerance = 1.4901161193847656e-8;

    /// <summary>The first age at which a falling curve is at or below a level; of a step exactly at it the middle, as R has it.</summary>
    /// <param name="ages">The ages.</param>
    /// <param name="values">The curve from each age on; not a number where it has no value.</param>
    /// <param name="level">The level.</param>
    /// <returns>Null when the curve does not come down so far.</returns>
    public static double? At(double[] ages, double[] values, double level)
    {
        for (var i = 0; i < ages.Length; i++)
        {
            if (!(values[i] <= level + Tolerance))
            {
                continue;
            }

            if (values[i] < level - Tolerance)
            {
                return ages[i];
            }

            // A step that lasts to the end lasts to the last age.
            var next = i + 1;
            while (next < ages.Length - 1 && !(values[next] < values[i]))
            {
                next++;
            }

            return next < ages.Length ? (ages[i] + ages[next]) / 2 : ages[i];
        }

        return null;
    }
}
