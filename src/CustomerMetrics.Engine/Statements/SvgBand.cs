using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A line with the band of its intervals, once for a wide page and once for a narrow one; the page shows one of them.</summary>
internal static class SvgBand
{
    private const double Top = 26;
    private const double Bottom = 30;

    public static void Draw(BandChart chart, StringBuilder html)
    {
        html.Append(Picture(chart, "band spacious", 960, 300));
        html.Append(Picture(chart, "band tight", 360, 230));
    }

    private static string Picture(BandChart chart, string @class, double width, double height)
    {
        const double Left = 44;
        const double Right = 20;
        const double NameWidth = 62;
        const double ValueWidth = 44;
        var svg = new SvgWriter(width, height, @class, chart.Title, chart.Alternative);
        var ceiling = Ceiling(chart.Points);
        var pitch = (width - Left - Right) / Math.Max(1, chart.Points.Count);

        // Counted from the end, so that the latest period is always named.
        bool HasRoom(int index, double needed) => (chart.Points.Count - 1 - index) % (int)Math.Ceiling(needed / pitch) == 0;
        double X(int index) => Left + (pitch * (index + 0.5));
        double Y(double value) => height - Bottom - (Math.Max(0, value) / ceiling * (height - Top - Bottom));

        foreach (var tick in new[] { 0, ceiling / 2, ceiling })
        {
            svg.Line(tick == 0 ? "axis" : "grid", Left, Y(tick), width - Right, Y(tick));
            svg.Text("tick", Left - 8, Y(tick) + 4, NumberText.Cell((decimal)tick * 100, ValueKind.Count) + "%");
        }

        foreach (var (from, to) in Runs(chart.Points, point => point.Low is not null && point.High is not null))
        {
            Band(svg, chart.Points, from, to, X, Y);
        }

        foreach (var (from, to) in Runs(chart.Points, point => point.Value is not null))
        {
            var line = Enumerable.Range(from, to - from + 1).Select(i => (i == from ? "M" : "L") + SvgWriter.Move(X(i), Y(chart.Points[i].Value!.Value))[1..]);
            svg.Path("line", string.Concat(line));
        }

        for (var i = 0; i < chart.Points.Count; i++)
        {
            var point = chart.Points[i];
            if (HasRoom(i, NameWidth))
            {
                svg.Text("name", X(i), height - Bottom + 18, point.Label);
            }

            if (point.Value is not { } value)
            {
                svg.Text("value zero", X(i), Y(0) - 7, NumberText.Nothing);
                continue;
            }

            svg.Dot("dot", X(i), Y(value), 3.5);
            if (HasRoom(i, ValueWidth))
            {
                svg.Text("value", X(i), Y(point.High ?? value) - 7, NumberText.Share(value));
            }
        }

        return svg.ToString();
    }

    private static void Band(SvgWriter svg, IReadOnlyList<BandPoint> points, int from, int to, Func<int, double> x, Func<double, double> y)
    {
        if (from == to)
        {
            svg.Line("whisker", x(from), y(points[from].Low!.Value), x(from), y(points[from].High!.Value));
            return;
        }

        var outline = new StringBuilder();
        for (var i = from; i <= to; i++)
        {
            outline.Append(i == from ? SvgWriter.Move(x(i), y(points[i].High!.Value)) : SvgWriter.To(x(i), y(points[i].High!.Value)));
        }

        for (var i = to; i >= from; i--)
        {
            outline.Append(SvgWriter.To(x(i), y(points[i].Low!.Value)));
        }

        svg.Path("range", outline.Append('Z').ToString());
    }

    private static IEnumerable<(int From, int To)> Runs(IReadOnlyList<BandPoint> points, Func<BandPoint, bool> isKnown)
    {
        var from = -1;
        for (var i = 0; i <= points.Count; i++)
        {
            var known = i < points.Count && isKnown(points[i]);
            if (known && from < 0)
            {
                from = i;
            }
            else if (!known && from >= 0)
            {
                yield return (from, i - 1);
                from = -1;
            }
        }
    }

    // Half of it is a round number of percent too.
    private static double Ceiling(IReadOnlyList<BandPoint> points)
    {
        var highest = points.Max(point => Math.Max(point.High ?? 0, point.Value ?? 0));
        double[] steps = [0.02, 0.04, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
        var step = Array.Find(steps, step => step >= highest);
        return step > 0 ? step : Math.Ceiling(highest);
    }
}
