using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>Charts of lying bars, each made of the cells of a table: what every mail program shows, with pictures blocked as well.</summary>
internal static class MailBars
{
    private const int MostBars = 12;
    private const double Tolerance = 1e-9;

    /// <summary>The last complete period of a waterfall.</summary>
    public static string Draw(WaterfallChart chart, out string shown)
    {
        if (chart.Groups.Count == 0)
        {
            shown = "";
            return "";
        }

        var group = chart.Groups.LastOrDefault(candidate => candidate.IsComplete) ?? chart.Groups[^1];
        shown = group.Label;
        var bars = new List<Bar> { new("Opening", 0, (double)group.Opening, Cell(group.Opening), Role.Stand) };
        var level = group.Opening;
        foreach (var step in group.Steps)
        {
            // A gain can be less than nothing.
            var change = step.IsGain ? step.Amount : -step.Amount;
            bars.Add(new(step.Label, (double)level, (double)(level + change), (change > 0 ? "+" : "") + Cell(change), change < 0 ? Role.Loss : Role.Gain));
            level += change;
        }

        bars.Add(new("Closing", 0, (double)group.Closing, Cell(group.Closing), Role.Stand));
        return Draw(bars);

        string Cell(decimal amount) => NumberText.Figure(amount, chart.Kind);
    }

    public static string Draw(BandChart chart) =>
        Draw([.. chart.Points.TakeLast(MostBars).Select(point => new Bar(point.Label, 0, point.Value ?? 0, NumberText.Cell(point.Value, ValueKind.Share), Role.Gain))]);

    /// <summary>The curve at each tenth of its way.</summary>
    public static string Draw(CurveChart chart) =>
        chart.Points.Count == 0 ? "" : Draw([.. Enumerable.Range(1, 10).Select(tenth => chart.Points.Last(point => point.X <= (tenth / 10d) + Tolerance || point == chart.Points[0])).DistinctBy(point => point.X)
            .Select(point => new Bar(NumberText.Share(point.X), 0, point.Y, NumberText.Share(point.Y), Role.Gain))]);

    /// <summary>The ways that most went who went elsewhere.</summary>
    public static string Draw(FlowChart chart)
    {
        var moved = chart.Links.Where(link => link.Kind is FlowKind.Moved).OrderByDescending(link => link.Customers).Take(MostBars).ToList();
        return moved.Count == 0 ? "" : Draw([.. moved.Select(link => new Bar(link.From + " \u2192 " + link.To, 0, link.Customers, NumberText.Count(link.Customers), Role.Gain))]);
    }

    private static string Draw(IReadOnlyList<Bar> bars)
    {
        var least = bars.SelectMany(bar => new[] { bar.From, bar.To }).Append(0).Min();
        var span = bars.SelectMany(bar => new[] { bar.From, bar.To }).Append(0).Max() - least;
        var html = new StringBuilder("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" class=\"i\" style=\"font-size:13px;line-height:18px;margin:0 0 20px\">\n");
        foreach (var bar in bars)
        {
            var (from, to) = span > 0 ? ((Math.Min(bar.From, bar.To) - least) / span, (Math.Max(bar.From, bar.To) - least) / span) : (0, 0);
            html.Append("<tr><td width=\"30%\" style=\"padding:3px 8px 3px 0\">").Append(MailText.Encode(bar.Label)).Append("</td><td width=\"52%\">").Append(Line(from, to, bar.Role))
                .Append("</td><td width=\"18%\" align=\"right\" style=\"padding:3px 0 3px 8px\">").Append(MailText.Encode(bar.Text)).Append("</td></tr>\n");
        }

        return html.Append("</table>\n").ToString();
    }

    private static string Line(double from, double to, Role role)
    {
        // A bar that is not nothing can be seen.
        var width = to > from ? Math.Max((to - from) * 100, 0.5) : 0;
        var before = Math.Min(from * 100, 100 - width);
        var after = 100 - before - width;
        var (colour, name) = role switch
        {
            Role.Gain => (MailStyle.Accent, "g"),
            Role.Loss => (MailStyle.Ink, "l"),
            _ => (MailStyle.Stand, "t"),
        };
        return "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
            + Space(before)
            + (width > 0 ? "<td width=\"" + Percent(width) + "\" bgcolor=\"" + colour + "\" class=\"" + name + "\" style=\"font-size:0;line-height:12px\">&nbsp;</td>" : "")
            + Space(after) + "</tr></table>";
    }

    private static string Space(double width) => width < 0.05 ? "" : "<td width=\"" + Percent(width) + "\" style=\"font-size:0;line-height:12px\">&nbsp;</td>";

    private static string Percent(double width) => width.ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private enum Role
    {
        Stand,
        Gain,
        Loss,
    }

    private sealed record Bar(string Label, double From, double To, string Text, Role Role);
}
