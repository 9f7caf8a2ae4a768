using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>A table in parts that are as narrow as a phone, since mail programs neither scroll nor shrink one.</summary>
internal sealed class MailTable
{
    // In characters of 13 pixels.
    private const int Narrow = 42;
    private const int Gap = 2;
    private const int NarrowText = 14;
    private const int BarWidth = 10;

    private readonly IReadOnlyList<Column> columns;
    private readonly IReadOnlyList<IReadOnlyList<Cell>> rows;
    private readonly int repeated;
    private readonly string span;
    private readonly bool hasSummary;

    private MailTable(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows, int repeated, string span, bool hasSummary)
    {
        this.columns = columns;
        this.rows = rows;
        this.repeated = repeated;
        this.span = span;
        this.hasSummary = hasSummary;
    }

    public static string Draw(StatementTable table) =>
        new MailTable(
            [.. table.Columns.Select(column => new Column(column.Name, column.Kind is ValueKind.Text or ValueKind.Signal, column.Kind is ValueKind.Bar))],
            [.. table.Rows.Select(row => (IReadOnlyList<Cell>)[.. table.Columns.Select((column, i) => column.Kind is ValueKind.Bar
                ? new Cell("", MailBars.Draw(row[i]), 0)
                : Cell.Of(NumberText.Cell(row[i], column.Kind)) with { Mark = column.Kind is ValueKind.Signal ? MailSignal.Draw(row[i]) : "" })])],
            1,
            "",
            hasSummary: false).Draw();

    public static string Draw(StatementMatrix matrix)
    {
        var all = matrix.Summary is { } summary ? matrix.Rows.Append(summary).ToList() : matrix.Rows;
        var most = all.SelectMany(row => row.Cells).Max() ?? 0;
        return new MailTable(
            [new(matrix.RowName, IsText: true, IsBar: false), new(matrix.BaseName, IsText: false, IsBar: false), .. matrix.Columns.Select(column => new Column(column, IsText: false, IsBar: false))],
            [.. all.Select(row => (IReadOnlyList<Cell>)
            [
                Cell.Of(row.Label),
                Cell.Of(NumberText.Count(row.Base)),
                .. row.Cells.Select(cell => cell is { } value ? Cell.Of(NumberText.Cell(value, matrix.Kind)) with { Tint = Tint(value, most) } : Cell.Of("")),
            ]),
            ],
            2,
            matrix.ColumnName,
            matrix.Summary is not null).Draw();
    }

    private static int Tint(double value, double most) => value <= 0 ? 0 : (int)Math.Clamp(Math.Ceiling(value / most * MailStyle.Tints.Length), 1, MailStyle.Tints.Length);

    private string Draw()
    {
        var html = new StringBuilder();
        foreach (var part in ColumnParts.Of([.. columns.Select((_, i) => Width(i))], repeated, Gap, Narrow))
        {
            html.Append("<table width=\"100%\" cellpadding=\"4\" cellspacing=\"0\" border=\"0\" class=\"i d\" style=\"font-size:13px;line-height:18px;margin:0 0 16px;border-collapse:collapse\">\n");
            Head(html, part);
            for (var i = 0; i < rows.Count; i++)
            {
                Row(html, part, rows[i], hasSummary && i == rows.Count - 1);
            }

            html.Append("</table>\n");
        }

        return html.ToString();
    }

    private void Head(StringBuilder html, int[] part)
    {
        if (span.Length > 0 && part.Length > repeated)
        {
            html.Append(Errors.Invariant($"<tr><td colspan=\"{repeated}\"></td><td colspan=\"{part.Length - repeated}\" align=\"right\" class=\"s\" style=\"color:{MailStyle.Soft}\">")).Append(MailText.Encode(span)).Append("</td></tr>\n");
        }

        html.Append("<tr align=\"right\" valign=\"bottom\" class=\"s\" style=\"color:").Append(MailStyle.Soft).Append(";border-bottom:1px solid ").Append(MailStyle.Ink).Append("\">");
        foreach (var column in part)
        {
            html.Append("<th scope=\"col\"").Append(Side(column)).Append(column == 0 ? " style=\"padding-left:0\">" : ">").Append(columns[column].IsBar ? "" : MailText.Encode(columns[column].Name)).Append("</th>");
        }

        html.Append("</tr>\n");
    }

    // What all cells of a row have alike stands in the row: there are many cells.
    private void Row(StringBuilder html, int[] part, IReadOnlyList<Cell> row, bool isSummary)
    {
        html.Append("<tr align=\"right\"").Append(part.Skip(1).Any(column => columns[column].IsText) ? " valign=\"top\"" : "").Append(" style=\"border-bottom:1px solid ").Append(MailStyle.Rule).Append(isSummary ? ";font-weight:600\">" : "\">");
        foreach (var column in part)
        {
            var (text, bar, tint) = row[column];
            html.Append(column == 0 ? "<th scope=\"row\"" : "<td").Append(Side(column))
                .Append(tint > 0 ? Errors.Invariant($" bgcolor=\"{MailStyle.Tints[tint - 1]}\" class=\"t{tint}\"") : "")
                .Append(column == 0 && text.Length <= NarrowText ? " nowrap=\"\"" : "").Append(Style(text, column == 0, isSummary)).Append('>')
                .Append(bar.Length > 0 ? bar : row[column].Mark + MailText.Encode(text)).Append(column == 0 ? "</th>" : "</td>");
        }

        html.Append("</tr>\n");
    }

    // Names of any length must not make a phone scroll.
    private static string Style(string text, bool isFirst, bool isSummary)
    {
        var style = (text.Split(' ').Any(word => word.Length > NarrowText) ? "word-break:break-all;" : "") + (isFirst ? "padding-left:0" : "") + (isFirst && !isSummary ? ";font-weight:400" : "");
        return style.Length > 0 ? " style=\"" + style + "\"" : "";
    }

    private string Side(int column) => columns[column].IsText || columns[column].IsBar ? " align=\"left\"" : "";

    private int Width(int column)
    {
        if (columns[column].IsBar)
        {
            return BarWidth;
        }

        var name = columns[column].Name.Split(' ').Max(word => word.Length);
        var cells = rows.Select(row => row[column].Text.Length).DefaultIfEmpty(0).Max();
        return columns[column].IsText ? Math.Min(Math.Max(name, cells), NarrowText) : Math.Max(name, cells);
    }

    private sealed record Column(string Name, bool IsText, bool IsBar);

    private sealed record Cell(string Text, string Bar, int Tint)
    {
        /// <summary>What stands before the text.</summary>
        public string Mark { get; init; } = "";

        public static Cell Of(string text) => new(text, "", 0);
    }
}
