using System.Collections.Generic;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What the marks of a picture mean, above it.</summary>
internal static class HtmlKey
{
    public static void Draw(StringBuilder html, IEnumerable<(string Mark, string Meaning)> entries)
    {
        html.Append("<ul class=\"key\">\n");
        foreach (var (mark, meaning) in entries)
        {
            html.Append("<li><svg viewBox=\"0 0 24 12\" aria-hidden=\"true\">").Append(mark).Append("</svg>").Append(SvgWriter.Encode(meaning)).Append("</li>\n");
        }

        html.Append("</ul>\n");
    }

    public static string Area(string @class) => "<rect class=\"" + @class + "\" x=\".5\" y=\".5\" width=\"23\" height=\"11\"/>";
}
