using System.Globalization;
using System.Net;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>
/// Writes the few shapes that the charts need. Colours come from classes, so that one picture serves light, dark and print.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder svg = new();

    public SvgWriter(double width, double height, string @class, string title, string description)
    {
        svg.Append("<svg class=\"").Append(Encode(@class)).Append("\" viewBox=\"0 0 ").Append(Number(width)).Append(' ').Append(Number(height))
            .Append("\" role=\"img\"><title>").Append(Encode(title)).Append("</title><desc>").Append(Encode(description)).Append("</desc>\n");
    }

    public void Rectangle(string @class, double x, double y, double width, double height) =>
        svg.Append("<rect class=\"").Append(@class).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y))
            .Append("\" width=\"").Append(Number(width)).Append("\" height=\"").Append(Number(height)).Append("\"/>\n");

    public void Path(string @class, string data) =>
        svg.Append("<path class=\"").Append(@class).Append("\" d=\"").Append(data).Append("\"/>\n");

    public void Line(string @class, double x1, double y1, double x2, double y2) => Path(@class, Move(x1, y1) + To(x2, y2));

    public void Dot(string @class, double x, double y, double radius) =>
        svg.Append("<circle class=\"").Append(@class).Append("\" cx=\"").Append(Number(x)).Append("\" cy=\"").Append(Number(y))
            .Append("\" r=\"").Append(Number(radius)).Append("\"/>\n");

    public void Text(string @class, double x, double y, string text) =>
        svg.Append("<text class=\"").Append(@class).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y)).Append("\">")
            .Append(Encode(text)).Append("</text>\n");

    /// <summary>Diagonal lines over a rectangle. A pattern would have to be referred to by a URL, which the page does not allow.</summary>
    public void Hatch(string @class, double x, double y, double width, double height)
    {
        const double Spacing = 4.5;
        var lines = new StringBuilder();
        for (var sum = System.Math.Ceiling((x + y) / Spacing) * Spacing; sum < x + y + width + height; sum += Spacing)
        {
            var from = System.Math.Max(x, sum - y - height);
            var to = System.Math.Min(x + width, sum - y);
            if (to - from > 0.2)
            {
                lines.Append(Move(from, sum - from)).Append(To(to, sum - to));
            }
        }

        if (lines.Length > 0)
        {
            Path(@class, lines.ToString());
        }
    }

    public static string Move(double x, double y) => "M" + Number(x) + " " + Number(y);

    public static string To(double x, double y) => "L" + Number(x) + " " + Number(y);

    /// <summary>A curve with two points that pull it.</summary>
    public static string Curve(double x1, double y1, double x2, double y2, double x, double y) => "C" + Number(x1) + " " + Number(y1) + " " + Number(x2) + " " + Number(y2) + " " + Number(x) + " " + Number(y);

    /// <summary>Text as it may stand in an element or an attribute, without what XML cannot hold.</summary>
    public static string Encode(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(IsPlain(rune) ? rune.ToString() : " ");
        }

        return WebUtility.HtmlEncode(clean.ToString());
    }

    public override string ToString() => svg + "</svg>\n";

    // Controls have no place in a page, and marks of direction could make a figure read backwards.
    private static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && (rune.Value & 0xFFFE) != 0xFFFE;

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
