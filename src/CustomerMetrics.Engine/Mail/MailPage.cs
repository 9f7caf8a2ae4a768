using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>A statement as the page of a mail: tables with the style in their cells, no picture, no script, and short enough that no program cuts it.</summary>
internal static class MailPage
{
    /// <summary>Some programs show no more than 102 kilobytes.</summary>
    public const int MostBytes = 99_000;

    private const string Presentation = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    /// <param name="statement">What is told.</param>
    /// <param name="leftOut">The captions of the tables that there was no room for.</param>
    public static string Render(CustomerStatement statement, out IReadOnlyList<string> leftOut)
    {
        var pieces = Pieces(statement).ToList();
        var size = pieces.Sum(piece => Encoding.UTF8.GetByteCount(piece.Html));
        var without = new List<string>();
        foreach (var piece in pieces.Where(piece => piece.Table is not null).OrderByDescending(piece => piece.Html.Length).ToList())
        {
            if (size <= MostBytes)
            {
                break;
            }

            var sentence = MailText.Note("The table \"" + piece.Table + "\" is left out here, since many programs cut long mails. It stands in the plain text of this mail and in the statement.");
            size -= Encoding.UTF8.GetByteCount(piece.Html) - Encoding.UTF8.GetByteCount(sentence);
            pieces[pieces.IndexOf(piece)] = piece with { Html = sentence };
            without.Add(piece.Table!);
        }

        leftOut = [.. pieces.Where(piece => piece.Table is not null && without.Contains(piece.Table)).Select(piece => piece.Table!).Distinct()];
        return string.Concat(pieces.Select(piece => piece.Html));
    }

    private static IEnumerable<Piece> Pieces(CustomerStatement statement)
    {
        yield return new(Head(statement));
        foreach (var section in statement.Sections)
        {
            yield return new("<h2 class=\"i\" style=\"margin:36px 0 16px;padding-top:14px;border-top:2px solid " + MailStyle.Ink + ";font-size:20px;line-height:26px;font-weight:600\">" + MailText.Encode(section.Heading) + "</h2>\n");
            foreach (var block in section.Blocks)
            {
                yield return Block(block);
            }
        }

        yield return new(Foot(statement));
    }

    private static string Head(CustomerStatement statement) =>
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>" + MailText.Encode(statement.Title) + "</title>\n" + MailStyle.Sheet
        + "</head>\n<body style=\"margin:0;padding:0;background:#ffffff\">\n"
        + "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">" + MailText.Encode(statement.Lead) + "</div>\n"
        + Presentation + " class=\"p\" bgcolor=\"#ffffff\"><tr><td align=\"center\">\n<!--[if mso]><table role=\"presentation\" width=\"640\" align=\"center\"><tr><td><![endif]-->\n"
        + Presentation + " style=\"max-width:640px\"><tr><td align=\"left\" class=\"i\" style=\"padding:24px 16px;color:" + MailStyle.Ink + ";font:15px/22px " + MailStyle.Fonts + ";overflow-wrap:break-word\">\n"
        + "<h1 class=\"a\" style=\"margin:0 0 12px;font-size:14px;line-height:20px;font-weight:600;color:" + MailStyle.Accent + "\">" + MailText.Encode(statement.Title) + "</h1>\n"
        + MailText.Paragraph(statement.Lead, "font-size:22px;line-height:30px", "i")
        + MailText.Note(Facts(statement));

    private static string Facts(CustomerStatement statement) =>
        string.Join(" \u00B7 ", new[]
        {
            "As of " + NumberText.Date(statement.AsOf),
            "Source: " + statement.Source,
            statement.ActivityRule is { } rule ? "Activity rule " + rule + (statement.WindowDays is { } days ? ", " + StatementWords.Days(days) : "") : "",
            statement.Currency is { } currency ? "Currency: " + currency : "",
        }.Where(fact => fact.Length > 0));

    private static Piece Block(StatementBlock block) => block switch
    {
        StatementText text => new(MailText.Paragraph(text.Text, "", "i")),
        StatementFigures figures => new(Figures(figures)),
        WaterfallChart waterfall => new(Waterfall(waterfall)),
        CurveChart curve => new(MailText.Caption(curve.Title) + MailText.Note(curve.Alternative) + MailText.Note(curve.YName + ", by " + StatementWords.Lower(curve.XName) + ":") + MailBars.Draw(curve)),
        FlowChart flow => new(MailText.Caption(flow.Title) + MailText.Note(flow.Alternative) + MailBars.Draw(flow)),
        BandChart band => new(MailText.Caption(band.Title) + MailText.Note(band.Alternative) + MailBars.Draw(band)),
        StatementChart chart => new(MailText.Caption(chart.Title) + MailText.Note(chart.Alternative)),
        StatementTable table => new(MailText.Caption(table.Caption) + MailTable.Draw(table) + Notes(table.Notes), PlainText.Clean(table.Caption)),
        StatementMatrix matrix => new(MailText.Caption(matrix.Caption) + MailTable.Draw(matrix) + Notes(matrix.Notes), PlainText.Clean(matrix.Caption)),
        _ => throw new InvalidDataException("A mail knows no block of the kind " + block.GetType().Name + "."),
    };

    private static string Waterfall(WaterfallChart chart)
    {
        var bars = MailBars.Draw(chart, out var shown);
        return MailText.Caption(chart.Title) + MailText.Note(chart.Alternative + (bars.Length > 0 ? " The bars show " + shown + "." : "")) + bars;
    }

    private static string Notes(IReadOnlyList<string> notes) => string.Concat(notes.Select(MailText.Note));

    // Two beside each other, which a phone has room for.
    private static string Figures(StatementFigures figures)
    {
        var html = new StringBuilder(Presentation + " class=\"i\" style=\"margin:0 0 12px\">\n");
        for (var i = 0; i < figures.Figures.Count; i += 2)
        {
            html.Append("<tr>");
            for (var j = i; j < i + 2; j++)
            {
                html.Append("<td width=\"50%\" valign=\"top\" style=\"padding:0 12px 16px 0\">").Append(j < figures.Figures.Count ? Figure(figures.Figures[j]) : "").Append("</td>");
            }

            html.Append("</tr>\n");
        }

        return html.Append("</table>\n").ToString();
    }

    private static string Figure(StatementFigure figure) =>
        "<div style=\"font-size:13px;line-height:18px\">" + MailText.Encode(figure.Label) + "</div><div style=\"font-size:24px;line-height:32px;font-weight:600\">"
        + MailText.Encode(NumberText.Figure(figure.Value, figure.Kind)) + "</div>"
        + (figure.Note is null ? "" : "<div class=\"s\" style=\"font-size:13px;line-height:18px;color:" + MailStyle.Soft + "\">" + MailText.Encode(figure.Note) + "</div>");

    private static string Foot(CustomerStatement statement)
    {
        var html = new StringBuilder("<h2 class=\"i\" style=\"margin:36px 0 16px;padding-top:14px;border-top:2px solid " + MailStyle.Ink + ";font-size:20px;line-height:26px;font-weight:600\">Notes</h2>\n");
        for (var i = 0; i < statement.Footnotes.Count; i++)
        {
            html.Append(MailText.Note(NumberText.Count(i + 1) + ". " + statement.Footnotes[i]));
        }

        return html.Append("</td></tr></table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    /// <param name="Html">The markup.</param>
    /// <param name="Table">Its caption, where it can be left out.</param>
    private sealed record Piece(string Html, string? Table = null);
}
