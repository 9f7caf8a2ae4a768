using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

internal enum BarKind
{
    Standing,
    Gain,
    Loss,
}

/// <summary>A bar between two levels; its amount carries the sign.</summary>
internal sealed record WaterfallBar(string Label, decimal Amount, decimal From, decimal To, BarKind Kind)
{
    public double Highest => (double)Math.Max(From, To);

    public double Lowest => (double)Math.Min(From, To);
}

/// <summary>
/// The common scale of all panels. When a few panels tower over the rest, as the first period of a data set does, their bars are cut
/// short above the others, so that one burst of newcomers does not flatten the years after it.
/// </summary>
internal sealed class WaterfallScale
{
    private const double TooFlat = 2;
    private const double CutZone = 20;

    private readonly double bottom;
    private readonly double low;
    private readonly double cap;
    private readonly double max;
    private readonly double plain;

    private WaterfallScale(double low, double cap, double max, double top, double height)
    {
        this.low = low;
        this.cap = cap;
        this.max = max;
        bottom = top + height;
        plain = IsBroken ? height - CutZone : height;
    }

    public bool IsBroken => cap < max;

    /// <summary>Where bars are cut.</summary>
    public double Cut => bottom - plain - 2;

    public static WaterfallScale Of(IReadOnlyList<IReadOnlyList<WaterfallBar>> panels, double top, double height)
    {
        var lowest = Math.Min(0, panels.Min(panel => panel.Min(bar => bar.Lowest)));
        var peaks = panels.Select(panel => panel.Max(bar => bar.Highest)).OrderDescending().ToList();
        var highest = Math.Max(peaks[0], lowest + 1);
        var cut = highest;
        for (var towering = 1; towering * 3 <= peaks.Count; towering++)
        {
            if (peaks[towering] > 0 && peaks[towering - 1] > TooFlat * peaks[towering])
            {
                cut = peaks[towering] * 1.05;
            }
        }

        return new WaterfallScale(lowest, cut, highest, top, height);
    }

    public double Y(decimal level)
    {
        var value = (double)level;
        return value <= cap
            ? bottom - ((value - low) / (cap - low) * plain)
            : bottom - plain - (CutZone * (0.4 + (0.6 * (value - cap) / (max - cap))));
    }

    /// <summary>A bar is never thinner than a line that can be seen.</summary>
    public (double Top, double Bottom) Span(WaterfallBar bar)
    {
        const double Thinnest = 1.5;
        var (from, to) = (Y(bar.From), Y(bar.To));
        var top = Math.Min(from, to);
        return (top, Math.Max(Math.Max(from, to), bar.Amount == 0 ? top : top + Thinnest));
    }

    public bool IsCut(WaterfallBar bar) => bar.Highest > cap && bar.Lowest < cap;
}
