using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Bands between two columns of groups, once for a wide page and once for a narrow one.</summary>
internal static class SvgFlow
{
    private const double Top = 30;
    private const double Bar = 10;
    private const double Gap = 5;

    // A label needs as much, also beside a bar that is thinner.
    private const double Line = 16;
    private const double Height = 280;

    public static void Draw(FlowChart chart, StringBuilder html)
    {
        HtmlKey.Draw(html, chart.Links.GroupBy(link => link.Kind).OrderBy(kind => kind.Key).Select(kind => (HtmlKey.Area("stream " + Class(kind.Key)), Meaning(kind.Key, kind))));
        html.Append(Picture(chart, "flow spacious", 960, 190, 24));
        html.Append(Picture(chart, "flow tight", 360, 102, 11));
    }

    private static string Picture(FlowChart chart, string @class, double width, double margin, int letters)
    {
        var scale = Height / Math.Max(1, chart.Links.Sum(link => link.Customers));
        var from = Stack(chart.From, name => Sum(chart, link => link.From == name), scale);
        var to = Stack(chart.To, name => Sum(chart, link => link.To == name), scale);
        var svg = new SvgWriter(width, Math.Max(from.Bottom, to.Bottom) + 4, @class, chart.Title, chart.Alternative);
        var (left, right) = (margin, width - margin - Bar);
        var (starts, ends) = (from.Tops.ToDictionary(StringComparer.Ordinal), to.Tops.ToDictionary(StringComparer.Ordinal));
        foreach (var link in from link in chart.Links orderby Index(chart.From, link.From), Index(chart.To, link.To) select link)
        {
            var thick = link.Customers * scale;
            svg.Path("stream " + Class(link.Kind), Band(left + Bar, starts[link.From], right, ends[link.To], thick));
            starts[link.From] += thick;
            ends[link.To] += thick;
        }

        svg.Text("period end", left + Bar, 14, chart.FromName);
        svg.Text("period", right, 14, chart.ToName);
        Bars(svg, chart.From, from.Tops, scale, name => Sum(chart, link => link.From == name), left, "label end", left - 8, letters);
        Bars(svg, chart.To, to.Tops, scale, name => Sum(chart, link => link.To == name), right, "label", right + Bar + 8, letters);
        return svg.ToString();
    }

    private static void Bars(SvgWriter svg, IReadOnlyList<string> names, Dictionary<string, double> tops, double scale, Func<string, long> people, double x, string @class, double text, int letters)
    {
        foreach (var name in names)
        {
            var height = Math.Max(1, people(name) * scale);
            svg.Rectangle("stand", x, tops[name], Bar, height);
            svg.Text(@class, text, tops[name] + Math.Max(height / 2, 5) + 4, SvgText.Cut(name, letters) + " " + NumberText.Count(people(name)));
        }
    }

    private static (Dictionary<string, double> Tops, double Bottom) Stack(IReadOnlyList<string> names, Func<string, long> people, double scale)
    {
        var tops = new Dictionary<string, double>(StringComparer.Ordinal);
        var y = Top;
        foreach (var name in names)
        {
            tops.Add(name, y);
            y += Math.Max(people(name) * scale, Line) + Gap;
        }

        return (tops, y);
    }

    private static string Band(double x1, double y1, double x2, double y2, double thick)
    {
        var middle = (x1 + x2) / 2;
        return SvgWriter.Move(x1, y1) + SvgWriter.Curve(middle, y1, middle, y2, x2, y2) + SvgWriter.To(x2, y2 + thick) + SvgWriter.Curve(middle, y2 + thick, middle, y1 + thick, x1, y1 + thick) + "Z";
    }

    private static long Sum(FlowChart chart, Func<FlowLink, bool> of) => chart.Links.Where(of).Sum(link => link.Customers);

    private static int Index(IReadOnlyList<string> names, string name)
    {
        var i = 0;
        while (i < names.Count && names[i] != name)
        {
            i++;
        }

        return i;
    }

    private static string Meaning(FlowKind kind, IEnumerable<FlowLink> links) => kind switch
    {
        FlowKind.Stayed => "Stayed in the group",
        FlowKind.Moved => "Moved to another",
        FlowKind.Came => string.Join(", ", links.Select(link => link.From).Distinct(StringComparer.Ordinal)),
        _ => string.Join(", ", links.Select(link => link.To).Distinct(StringComparer.Ordinal)),
    };

    private static string Class(FlowKind kind) => kind switch
    {
        FlowKind.Stayed => "kept",
        FlowKind.Moved => "moved",
        FlowKind.Came => "came",
        _ => "out",
    };
}
