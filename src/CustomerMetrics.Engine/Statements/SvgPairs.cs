using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Pairs of lying bars, once for a wide page and once for a narrow one. The first of a pair is hatched, the second full.</summary>
internal static class SvgPairs
{
    private const double Row = 40;
    private const double Bar = 13;
    private const double NumberRoom = 62;

    public static void Draw(PairsChart chart, StringBuilder html)
    {
        HtmlKey.Draw(html, [(Hatched, chart.FirstName), (HtmlKey.Area("gain"), chart.SecondName)]);
        html.Append(Picture(chart, "pairs spacious", 720, 160, 22));
        html.Append(Picture(chart, "pairs tight", 360, 98, 12));
    }

    private static string Hatched => "<path class=\"hatch\" d=\"M1 6L6 1M1 11L11 1M6 11L16 1M11 11L21 1M16 11L23 4M21 11L23 9\"/>" + HtmlKey.Area("loss");

    private static string Picture(PairsChart chart, string @class, double width, double margin, int letters)
    {
        var svg = new SvgWriter(width, Math.Max(1, chart.Pairs.Count) * Row, @class, chart.Title, chart.Alternative);
        var amounts = chart.Pairs.SelectMany(pair => new[] { pair.First, pair.Second }).OfType<decimal>().Select(amount => (double)amount).DefaultIfEmpty(0).ToList();
        var (least, most) = (Math.Min(0, amounts.Min()), Math.Max(0, amounts.Max()));
        var left = margin + (least < 0 ? NumberRoom : 0);
        var scale = (width - NumberRoom - left) / (most > least ? most - least : 1);
        double X(double amount) => left + ((amount - least) * scale);

        for (var i = 0; i < chart.Pairs.Count; i++)
        {
            var top = (i * Row) + 4;
            svg.Text("label", 0, top + Bar + 5, SvgText.Cut(chart.Pairs[i].Label, letters));
            Draw(svg, chart.Pairs[i].First, chart.Kind, isFirst: true, top, X);
            Draw(svg, chart.Pairs[i].Second, chart.Kind, isFirst: false, top + Bar + 2, X);
        }

        svg.Line("axis", X(0), 0, X(0), Math.Max(1, chart.Pairs.Count) * Row);
        return svg.ToString();
    }

    private static void Draw(SvgWriter svg, decimal? amount, ValueKind kind, bool isFirst, double top, Func<double, double> x)
    {
        if (amount is not { } known)
        {
            svg.Text("number", x(0) + 6, top + 10.5, NumberText.Nothing);
            return;
        }

        const double Thinnest = 1;
        var (from, to) = (Math.Min(x(0), x((double)known)), Math.Max(x(0), x((double)known)));
        var length = known == 0 ? 0 : Math.Max(Thinnest, to - from);
        if (isFirst)
        {
            svg.Hatch("hatch", from, top, length, Bar);
        }

        svg.Rectangle(isFirst ? "loss" : "gain", from, top, length, Bar);
        svg.Text(known < 0 ? "number end" : "number", known < 0 ? from - 6 : from + length + 6, top + 10.5, NumberText.Compact(known, kind));
    }
}
