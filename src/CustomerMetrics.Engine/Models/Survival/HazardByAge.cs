using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>Losses and the time at risk in bands of age. A band has the ages above its first edge up to its last one, as the time that a loss ends lies before it.</summary>
internal sealed class HazardByAge
{
    private readonly double width;

    /// <param name="lifetimes">The customers.</param>
    /// <param name="width">The width of a band.</param>
    /// <param name="bands">How many there are; the last one reaches at least to the last age.</param>
    public HazardByAge(IEnumerable<Lifetime> lifetimes, double width, int bands)
    {
        this.width = width;
        Lost = new long[bands];
        Exposure = new double[bands];

        // Where whole bands begin and end.
        var whole = new long[bands + 1];
        foreach (var lifetime in lifetimes)
        {
            var (first, last) = (BandOf(lifetime.Entry, bands), BandOf(lifetime.Age, bands));
            if (first == last)
            {
                Exposure[first] += lifetime.Customers * (lifetime.Age - lifetime.Entry);
            }
            else
            {
                Exposure[first] += lifetime.Customers * (Edge(first + 1) - lifetime.Entry);
                Exposure[last] += lifetime.Customers * (lifetime.Age - Edge(last));
                whole[first + 1] += lifetime.Customers;
                whole[last] -= lifetime.Customers;
            }

            if (lifetime.Outcome != Lifetime.Censored)
            {
                Lost[last > 0 && Edge(last) == lifetime.Age ? last - 1 : last] += lifetime.Customers;
            }
        }

        long all = 0;
        for (var band = 0; band < bands; band++)
        {
            all += whole[band];
            Exposure[band] += all * (Edge(band + 1) - Edge(band));
        }
    }

    public long[] Lost { get; }

    public double[] Exposure { get; }

    public double Edge(int band) => band * width;

    private int BandOf(double age, int bands)
    {
        var band = Math.Min(bands - 1, (int)(age / width));

        // A quotient may be rounded over an edge.
        while (band > 0 && Edge(band) > age)
        {
            band--;
        }

        while (band < bands - 1 && Edge(band + 1) <= age)
        {
            band++;
        }

        return band;
    }
}
