using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>One or two lines over the same periods, once for a wide page and once for a narrow one. They differ by their strokes and not by colour alone.</summary>
internal static class SvgLines
{
    private const double Left = 48;
    private const double Right = 36;
    private const double Top = 26;
    private const double Bottom = 30;
    private const int MostTicks = 5;

    private static readonly double[] Steps = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1];

    public static void Draw(LinesChart chart, StringBuilder html)
    {
        HtmlKey.Draw(html, chart.Lines.Select((line, i) => ("<path class=\"" + Class(i) + "\" d=\"M0 6L24 6\"/>", line.Name)));
        html.Append(Picture(chart, "lines spacious", 960, 300));
        html.Append(Picture(chart, "lines tight", 360, 230));
    }

    private static string Picture(LinesChart chart, string @class, double width, double height)
    {
        const double NameWidth = 62;
        var svg = new SvgWriter(width, height, @class, chart.Title, chart.Alternative);
        var (low, high, step) = Scale(chart);
        var pitch = (width - Left - Right) / Math.Max(1, chart.Labels.Count);
        double X(int index) => Left + (pitch * (index + 0.5));
        double Y(double value) => height - Bottom - ((value - low) / (high - low) * (height - Top - Bottom));

        for (var tick = 0; low + (tick * step) <= high + (step / 2); tick++)
        {
            var value = low + (tick * step);
            svg.Line(Math.Abs(value) < step / 2 ? "axis" : "grid", Left, Y(value), width - Right, Y(value));
            svg.Text("tick", Left - 8, Y(value) + 4, NumberText.Count((decimal)Math.Round(value * 100)) + "%");
        }

        // Counted from the end, so that the latest period is always named.
        var every = (int)Math.Ceiling(NameWidth / pitch);
        for (var i = chart.Labels.Count - 1; i >= 0; i -= every)
        {
            svg.Text("name", X(i), height - Bottom + 18, chart.Labels[i]);
        }

        for (var i = 0; i < chart.Lines.Count; i++)
        {
            Line(svg, chart, i, X, Y);
        }

        return svg.ToString();
    }

    private static void Line(SvgWriter svg, LinesChart chart, int index, Func<int, double> x, Func<double, double> y)
    {
        var values = chart.Lines[index].Values;
        var path = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                path.Append(i > 0 && values[i - 1] is not null ? SvgWriter.To(x(i), y(value)) : SvgWriter.Move(x(i), y(value)));
            }
        }

        if (path.Length == 0)
        {
            return;
        }

        svg.Path(Class(index), path.ToString());
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                svg.Dot(index == 0 ? "dot" : "dot second", x(i), y(value), 3.5);
            }
        }

        var last = Enumerable.Range(0, values.Count).Last(i => values[i] is not null);
        svg.Text("value", x(last), y(values[last]!.Value) + (IsAbove(chart, index, last) ? -9 : 19), NumberText.Share(values[last]!.Value));
    }

    // The number of the lower line stands below it, out of the way of the other.
    private static bool IsAbove(LinesChart chart, int index, int at)
    {
        var own = chart.Lines[index].Values[at]!.Value;
        return chart.Lines.Select((line, i) => (Other: line.Values[at], Index: i)).All(line => line.Index == index || line.Other is not { } other || other < own || (other == own && line.Index < index));
    }

    private static (double Low, double High, double Step) Scale(LinesChart chart)
    {
        var values = chart.Lines.SelectMany(line => line.Values).OfType<double>().DefaultIfEmpty(0).ToList();
        var (least, most) = (Math.Min(0, values.Min()), Math.Max(0.02, values.Max()));
        var found = Array.Find(Steps, step => Math.Ceiling(most / step) - Math.Floor(least / step) <= MostTicks);
        var step = found > 0 ? found : Math.Ceiling((most - least) / (MostTicks - 1));
        return (Math.Floor(least / step) * step, Math.Ceiling(most / step) * step, step);
    }

    private static string Class(int line) => line == 0 ? "line" : "line second";
}
