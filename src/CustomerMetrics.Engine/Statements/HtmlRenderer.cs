using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A statement as one page that needs nothing else: no script, no font, no picture from anywhere.</summary>
internal static class HtmlRenderer
{
    public static void Render(CustomerStatement statement, Stream stream)
    {
        var html = new StringBuilder(1 << 16);
        Head(html, statement);
        html.Append("<body>\n<main>\n");
        Header(html, statement);
        Contents(html, statement.Sections);
        foreach (var section in statement.Sections)
        {
            Section(html, section);
        }

        Footnotes(html, statement.Footnotes);
        html.Append("</main>\n</body>\n</html>\n");
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(html);
    }

    private static void Head(StringBuilder html, CustomerStatement statement) =>
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'").Append(statement.Logo is null ? "" : "; img-src data:").Append("\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"").Append(HtmlStyle.Schemes(statement.Theme)).Append("\">\n")
            .Append("<title>").Append(Text(statement.Title)).Append("</title>\n<style>\n").Append(HtmlStyle.Colours(statement.Theme)).Append(HtmlStyle.Sheet).Append(statement.Logo is null ? "" : HtmlStyle.Logo)
            .Append(statement.Sections.Any(section => section.Blocks.Any(block => block is StatementMatrix)) ? HtmlStyle.Matrix : "").Append(statement.Sections.Any(section => section.Blocks.Any(HasBars)) ? HtmlStyle.Bars : "").Append(statement.Sections.Any(section => section.Blocks.Any(HasSignals)) ? HtmlStyle.Signals : "").Append("</style>\n</head>\n");

    private static void Header(StringBuilder html, CustomerStatement statement)
    {
        html.Append("<header>\n").Append(Logo(statement.Logo)).Append("<h1>").Append(Text(statement.Title)).Append("</h1>\n<p class=\"lead\">").Append(Text(statement.Lead)).Append("</p>\n<dl class=\"facts\">\n");
        Fact(html, "As of", NumberText.Date(statement.AsOf));
        Fact(html, "Source", statement.Source);
        if (statement.ActivityRule is { } rule)
        {
            Fact(html, "Activity rule", rule.ToString() + (statement.WindowDays is { } days ? ", " + StatementWords.Days(days) : ""));
        }

        if (statement.Currency is not null)
        {
            Fact(html, "Currency", statement.Currency);
        }

        html.Append("</dl>\n</header>\n");
    }

    // A page of one or two sections is its own list of contents.
    private static void Contents(StringBuilder html, IReadOnlyList<StatementSection> sections)
    {
        if (sections.Count < 3)
        {
            return;
        }

        html.Append("<nav aria-label=\"Contents\">\n<ul>\n");
        foreach (var section in sections)
        {
            html.Append("<li><a href=\"#").Append(Text(section.Id)).Append("\">").Append(Text(section.Heading)).Append("</a></li>\n");
        }

        html.Append("</ul>\n</nav>\n");
    }

    // The title beside it says what it shows.
    private static string Logo(StatementLogo? logo) =>
        logo is null ? "" : "<img class=\"logo\" src=\"data:" + logo.ContentType + ";base64," + Convert.ToBase64String([.. logo.Content]) + "\" alt=\"\">\n";

    private static void Fact(StringBuilder html, string name, string value) =>
        html.Append("<div><dt>").Append(name).Append("</dt><dd>").Append(Text(value)).Append("</dd></div>\n");

    private static void Section(StringBuilder html, StatementSection section)
    {
        html.Append("<section id=\"").Append(Text(section.Id)).Append("\">\n<h2>").Append(Text(section.Heading)).Append("</h2>\n");
        foreach (var block in section.Blocks)
        {
            Block(html, block);
        }

        html.Append("</section>\n");
    }

    private static void Block(StringBuilder html, StatementBlock block)
    {
        switch (block)
        {
            case StatementText text:
                html.Append("<p>").Append(Text(text.Text)).Append("</p>\n");
                break;
            case StatementFigures figures:
                Figures(html, figures);
                break;
            case StatementChart chart:
                Chart(html, chart);
                break;
            case StatementTable table:
                Table(html, table);
                break;
            case StatementMatrix matrix:
                HtmlMatrix.Draw(matrix, html);
                Notes(html, matrix.Notes);
                break;
        }
    }

    private static void Figures(StringBuilder html, StatementFigures figures)
    {
        html.Append("<dl class=\"figures\">\n");
        foreach (var figure in figures.Figures)
        {
            var value = NumberText.Figure(figure.Value, figure.Kind);
            html.Append("<div><dt>").Append(Text(figure.Label)).Append("</dt><dd class=\"value").Append(value.Length > 10 ? " long" : "").Append("\">").Append(Text(value)).Append("</dd>");
            if (figure.Note is not null)
            {
                html.Append("<dd>").Append(Text(figure.Note)).Append("</dd>");
            }

            html.Append("</div>\n");
        }

        html.Append("</dl>\n");
    }

    private static void Chart(StringBuilder html, StatementChart chart)
    {
        html.Append("<figure>\n<figcaption><strong>").Append(Text(chart.Title)).Append("</strong> ").Append(Text(chart.Alternative)).Append("</figcaption>\n");
        SvgChart.Draw(chart, html);
        html.Append("</figure>\n");
    }

    private static void Table(StringBuilder html, StatementTable table)
    {
        var caption = Text(table.Caption);
        html.Append("<div class=\"scroll\" role=\"region\" aria-label=\"").Append(caption).Append("\" tabindex=\"0\">\n<table").Append(Layout(table)).Append(">\n<caption>").Append(caption).Append("</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append("<th scope=\"col\"").Append(Class(column)).Append('>').Append(Text(column.Name)).Append("</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            Row(html, table.Columns, row);
        }

        html.Append("</tbody>\n</table>\n</div>\n");
        Notes(html, table.Notes);
    }

    private static void Notes(StringBuilder html, IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
        {
            html.Append("<p class=\"note\">").Append(Text(note)).Append("</p>\n");
        }
    }

    private static void Row(StringBuilder html, IReadOnlyList<StatementColumn> columns, IReadOnlyList<object?> row)
    {
        html.Append("<tr>");
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Kind is ValueKind.Bar)
            {
                html.Append("<td>").Append(row[i] is null ? "" : SvgBar.Draw(row[i])).Append("</td>");
                continue;
            }

            var cell = (columns[i].Kind is ValueKind.Signal ? SvgSignal.Draw(row[i]) : "") + Text(NumberText.Cell(row[i], columns[i].Kind));
            html.Append(i == 0 ? "<th scope=\"row\">" : "<td" + Class(columns[i]) + ">").Append(cell).Append(i == 0 ? "</th>" : "</td>");
        }

        html.Append("</tr>\n");
    }

    private static void Footnotes(StringBuilder html, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        html.Append("<section id=\"notes\">\n<h2>Notes</h2>\n<ol>\n");
        foreach (var note in notes)
        {
            html.Append("<li>").Append(Text(note)).Append("</li>\n");
        }

        html.Append("</ol>\n</section>\n");
    }

    private static bool HasBars(StatementBlock block) => block is StatementTable table && table.Columns.Any(column => column.Kind is ValueKind.Bar);

    private static bool HasSignals(StatementBlock block) => block is StatementTable table && table.Columns.Any(column => column.Kind is ValueKind.Signal);

    // Few columns stand close together; many numbers share the width evenly.
    private static string Layout(StatementTable table) =>
        table.Columns.Count <= 3 ? " class=\"short\"" : table.Columns.Skip(1).All(column => column.Kind is not (ValueKind.Text or ValueKind.Bar or ValueKind.Signal)) ? " class=\"even\"" : "";

    private static string Class(StatementColumn column) => column.Kind is ValueKind.Text or ValueKind.Bar ? "" : column.Kind is ValueKind.Signal ? " class=\"signal\"" : " class=\"n\"";

    private static string Text(string text) => SvgWriter.Encode(text);
}
