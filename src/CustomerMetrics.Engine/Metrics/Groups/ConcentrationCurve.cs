using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Metrics.Segments;

namespace CustomerMetrics.Engine.Metrics.Groups;

/// <summary>The money of customers, the best first, and what can be read from it.</summary>
internal sealed class ConcentrationCurve
{
    private const int Steps = 100;
    private const double ParetoPart = 5;

    private readonly Int128[] cumulated;
    private readonly Int128 weighted;

    /// <param name="money">The units of each customer.</param>
    [MethodImpl(Hot.Path)]
    public ConcentrationCurve(ReadOnlySpan<Int128> money)
    {
        var ascending = BinCuts.Sort(money);
        Customers = ascending.Length;
        cumulated = new Int128[Customers + 1];
        for (var i = 0; i < Customers; i++)
        {
            var value = ascending[Customers - 1 - i];
            cumulated[i + 1] = cumulated[i] + value;
            weighted += (Customers - 1 - (2 * (Int128)i)) * value;
            Profitable += value > 0 ? 1 : 0;
            Unprofitable += value < 0 ? 1 : 0;
        }
    }

    public int Customers { get; }

    /// <summary>Customers above zero, who stand before the peak.</summary>
    public int Profitable { get; }

    public int Unprofitable { get; }

    public Int128 Total => cumulated[^1];

    public Int128 Peak => cumulated[Profitable];

    /// <summary>The mean difference between two customers over twice the mean (Gini 1912); null where the total is not above zero.</summary>
    public double? Gini => Total > 0 ? (double)weighted / ((double)Total * Customers) : null;

    /// <summary>What the best fifth brings; a customer who is in it in part counts in part. Null where the total is not above zero.</summary>
    public double? ParetoShare
    {
        get
        {
            if (Total <= 0)
            {
                return null;
            }

            var whole = (int)(Customers / ParetoPart);
            var rest = (Customers / ParetoPart) - whole;
            return ((double)cumulated[whole] + (rest == 0 ? 0 : rest * (double)(cumulated[whole + 1] - cumulated[whole]))) / (double)Total;
        }
    }

    public IEnumerable<ConcentrationPoint> Points => Enumerable.Range(0, Steps + 1).Select(step => (int)((((long)Customers * step) + (Steps / 2)) / Steps)).Append(Profitable).Distinct().Order().Select(customers => new ConcentrationPoint
    {
        Customers = customers,
        CustomerShare = Customers == 0 ? 0 : (double)customers / Customers,
        Amount = Money.ToDecimal(cumulated[customers]),
        Share = Total > 0 ? (double)cumulated[customers] / (double)Total : null,
    });
}
