using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A curve of two shares beside the line on which all would be alike, once for a wide page and once for a narrow one.</summary>
internal static class SvgCurve
{
    private const double Left = 48;
    private const double Right = 24;
    private const double Top = 30;
    private const double Bottom = 46;
    private const double Step = 0.2;

    public static void Draw(CurveChart chart, StringBuilder html)
    {
        html.Append(Picture(chart, "curve spacious", 720, 380));
        html.Append(Picture(chart, "curve tight", 360, 300));
    }

    private static string Picture(CurveChart chart, string @class, double width, double height)
    {
        var svg = new SvgWriter(width, height, @class, chart.Title, chart.Alternative);
        var (low, high) = Range(chart);
        double X(double share) => Left + (share * (width - Left - Right));
        double Y(double share) => height - Bottom - ((share - low) / (high - low) * (height - Top - Bottom));

        // A few lines at round shares, however far the curve rises above the whole.
        var step = Math.Max(1, Math.Ceiling((high - low) / Step / 7)) * Step;
        for (var tick = Math.Ceiling(low / step) * step; tick <= high + (Step / 100); tick += step)
        {
            svg.Line(Math.Abs(tick) < Step / 100 ? "axis" : "grid", Left, Y(tick), width - Right, Y(tick));
            svg.Text("tick", Left - 8, Y(tick) + 4, Percent(tick));
        }

        for (var tick = 0; tick <= 5; tick++)
        {
            svg.Text("name", X(tick * Step), height - Bottom + 18, Percent(tick * Step));
        }

        svg.Text("name", X(0.5), height - 8, chart.XName);
        svg.Text("name start", 0, 14, chart.YName);
        svg.Line("alike", X(0), Y(0), X(1), Y(1));
        svg.Path("line", string.Concat(chart.Points.Select((point, i) => i == 0 ? SvgWriter.Move(X(point.X), Y(point.Y)) : SvgWriter.To(X(point.X), Y(point.Y)))));
        foreach (var mark in chart.Marks)
        {
            svg.Dot("dot", X(mark.X), Y(mark.Y), 4);

            // Beside the curve, on the side where the page has room.
            svg.Text(mark.X > 0.5 ? "mark end" : "mark", X(mark.X) + (mark.X > 0.5 ? 0 : 9), Y(mark.Y) + (mark.X > 0.5 ? -10 : 16), mark.Label);
        }

        return svg.ToString();
    }

    private static (double Low, double High) Range(CurveChart chart)
    {
        var low = Math.Min(0, chart.Points.Min(point => point.Y));
        var high = Math.Max(1, chart.Points.Max(point => point.Y));
        return (Math.Floor(low / Step) * Step, Math.Ceiling((high / Step) - 0.001) * Step);
    }

    private static string Percent(double share) => NumberText.Count((decimal)Math.Round(share * 100)) + "%";
}
