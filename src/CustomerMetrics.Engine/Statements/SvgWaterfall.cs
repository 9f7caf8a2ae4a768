using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>
/// A waterfall as small multiples: one panel a period, all on one scale, so that the page can set them side by side or below each other.
/// </summary>
internal static class SvgWaterfall
{
    private const double Pitch = 46;
    private const double BarWidth = 28;
    private const double Top = 44;
    private const double PlotHeight = 128;
    private const double Height = Top + PlotHeight + 36;
    private const double Margin = 2;
    private const double LabelRoom = 16;

    public static void Draw(WaterfallChart chart, StringBuilder html)
    {
        var panels = chart.Groups.Select(group => (Group: group, Bars: Bars(group))).ToList();
        if (panels.Count == 0)
        {
            return;
        }

        var scale = WaterfallScale.Of([.. panels.Select(panel => (IReadOnlyList<WaterfallBar>)panel.Bars)], Top, PlotHeight);
        var size = panels.Count <= 2 ? " few" : panels.Max(panel => panel.Bars.Count) > 5 ? " wide" : "";
        html.Append("<div class=\"panels").Append(size)
            .Append("\" role=\"region\" aria-label=\"").Append(SvgWriter.Encode(chart.Title)).Append("\" tabindex=\"0\">\n");
        foreach (var (group, bars) in panels)
        {
            html.Append(Panel(group, bars, chart.Kind, scale));
        }

        html.Append("</div>\n");
        if (scale.IsBroken)
        {
            html.Append("<p class=\"note\">Bars with a break are cut short, so that the others can be seen; the numbers hold.</p>\n");
        }
    }

    private static List<WaterfallBar> Bars(WaterfallGroup group)
    {
        var bars = new List<WaterfallBar> { new("Opening", group.Opening, 0, group.Opening, BarKind.Standing) };
        var level = group.Opening;
        foreach (var step in group.Steps)
        {
            var change = step.IsGain ? step.Amount : -step.Amount;
            bars.Add(new WaterfallBar(step.Label, change, level, level + change, change < 0 ? BarKind.Loss : BarKind.Gain));
            level += change;
        }

        bars.Add(new WaterfallBar("Closing", group.Closing, 0, group.Closing, BarKind.Standing));
        return bars;
    }

    private static string Panel(WaterfallGroup group, List<WaterfallBar> bars, ValueKind kind, WaterfallScale scale)
    {
        var width = (bars.Count * Pitch) + (2 * Margin);
        var svg = new SvgWriter(width, Height, group.IsComplete ? "panel" : "panel open", group.Label, Description(bars, kind));
        svg.Text("period", Margin, 14, group.Label);
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            var x = Margin + (i * Pitch) + ((Pitch - BarWidth) / 2);
            var (top, bottom) = scale.Span(bar);
            if (bar.Amount == 0 && bar.Kind is not BarKind.Standing)
            {
                svg.Line("link", x, top, x + BarWidth, top);
            }
            else
            {
                Bar(svg, bar, x, top, bottom);
            }

            if (scale.IsCut(bar))
            {
                Break(svg, x, scale.Cut);
            }

            if (i + 1 < bars.Count)
            {
                var level = scale.Y(bar.To);
                svg.Line("link", x + BarWidth, level, x + Pitch, level);
            }

            var below = bar.Kind is BarKind.Loss && scale.Y(0) - bottom > LabelRoom;
            svg.Text(bar.Amount == 0 ? "value zero" : "value", x + (BarWidth / 2), below ? bottom + 12 : top - 5, Label(bar, kind));
            Name(svg, bar.Label, x + (BarWidth / 2));
        }

        svg.Line("axis", Margin, scale.Y(0), width - Margin, scale.Y(0));
        return svg.ToString();
    }

    private static void Bar(SvgWriter svg, WaterfallBar bar, double x, double top, double bottom)
    {
        var height = bottom - top;
        switch (bar.Kind)
        {
            case BarKind.Loss:
                svg.Hatch("hatch", x, top, BarWidth, height);
                svg.Rectangle("loss", x, top, BarWidth, height);
                break;
            case BarKind.Gain:
                svg.Rectangle("gain", x, top, BarWidth, height);
                break;
            default:
                svg.Rectangle("stand", x, top, BarWidth, height);
                break;
        }
    }

    private static void Break(SvgWriter svg, double x, double y)
    {
        const double Slant = 3;
        const double Gap = 4;
        var (left, right) = (x - 3, x + BarWidth + 3);
        svg.Path("gap", SvgWriter.Move(left, y + Slant) + SvgWriter.To(right, y - Slant) + SvgWriter.To(right, y - Slant - Gap) + SvgWriter.To(left, y + Slant - Gap) + "Z");
        svg.Path("cut", SvgWriter.Move(left, y + Slant) + SvgWriter.To(right, y - Slant) + SvgWriter.Move(left, y + Slant - Gap) + SvgWriter.To(right, y - Slant - Gap));
    }

    private static void Name(SvgWriter svg, string label, double x)
    {
        var space = label.IndexOf(' ', StringComparison.Ordinal);
        const double FirstLine = Top + PlotHeight + 15;
        svg.Text("name", x, FirstLine, space < 0 ? label : label[..space]);
        if (space >= 0)
        {
            svg.Text("name", x, FirstLine + 12, label[(space + 1)..]);
        }
    }

    private static string Label(WaterfallBar bar, ValueKind kind) =>
        (bar.Kind is not BarKind.Standing && bar.Amount > 0 ? "+" : "") + NumberText.Compact(bar.Amount, kind);

    private static string Description(List<WaterfallBar> bars, ValueKind kind) =>
        string.Join(", ", bars.Select(bar =>
            bar.Label.ToLower(CultureInfo.InvariantCulture) + " "
            + (bar.Kind is not BarKind.Standing && bar.Amount > 0 ? "+" : "") + NumberText.Cell(bar.Amount, kind))) + ".";
}
