using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>A table in parts that are as narrow as a phone, since mail programs neither scroll nor shrink one.</summary>
internal sealed class MailTable
{
    // In characters of 13 pixels, so that it holds in the wide fonts too that a system shows where it has none of those asked for.
    private const int Narrow = 37;
    private const int Gap = 2;
    private const int NarrowText = 14;

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

    // The bars of a table say what the number beside them says, and there is no room for both.
    public static string Draw(StatementTable table)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Kind is not ValueKind.Bar).ToList();
        return new MailTable(
            [.. shown.Select(i => new Column(table.Columns[i].Name, table.Columns[i].Kind is ValueKind.Text or ValueKind.Signal))],
            [.. table.Rows.Select(row => (IReadOnlyList<Cell>)[.. shown.Select(i => new Cell(NumberText.Cell(row[i], table.Columns[i].Kind)) { Mark = table.Columns[i].Kind is ValueKind.Signal ? MailSignal.Draw(row[i]) : "" })])],
            1,
            "",
            hasSummary: false).Draw();
    }

    public static string Draw(StatementMatrix matrix)
    {
        var all = matrix.Summary is { } summary ? matrix.Rows.Append(summary).ToList() : matrix.Rows;
        var most = all.SelectMany(row => row.Cells).Max() ?? 0;
        return new MailTable(
            [new(matrix.RowName, IsText: true), new(matrix.BaseName, IsText: false), .. matrix.Columns.Select(column => new Column(column, IsText: false))],
            [.. all.Select(row => (IReadOnlyList<Cell>)
            [
                new Cell(row.Label),
                new Cell(NumberText.Count(row.Base)),
                .. row.Cells.Select(cell => cell is { } value ? new Cell(NumberText.Cell(value, matrix.Kind), Tint(value, most)) : new Cell("")),
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
            html.Append("<th scope=\"col\"").Append(Side(column)).Append(column == 0 ? " style=\"padding-left:0\">" : ">").Append(MailText.Encode(columns[column].Name)).Append("</th>");
        }

        html.Append("</tr>\n");
    }

    // What all cells of a row have alike stands in the row: there are many cells.
    private void Row(StringBuilder html, int[] part, IReadOnlyList<Cell> row, bool isSummary)
    {
        html.Append("<tr align=\"right\"").Append(part.Skip(1).Any(column => columns[column].IsText) ? " valign=\"top\"" : "").Append(" style=\"border-bottom:1px solid ").Append(MailStyle.Rule).Append(isSummary ? ";font-weight:600\">" : "\">");
        foreach (var column in part)
        {
            var (text, tint) = row[column];
            html.Append(column == 0 ? "<th scope=\"row\"" : "<td").Append(Side(column))
                .Append(tint > 0 ? Errors.Invariant($" bgcolor=\"{MailStyle.Tints[tint - 1]}\" class=\"t{tint}\"") : "")
                .Append(column == 0 && text.Length <= NarrowText ? " nowrap=\"\"" : "").Append(Style(text, column == 0, isSummary)).Append('>')
                .Append(row[column].Mark).Append(MailText.Encode(text)).Append(column == 0 ? "</th>" : "</td>");
        }

        html.Append("</tr>\n");
    }

    // Names of any length must not make a phone scroll.
    private static string Style(string text, bool isFirst, bool isSummary)
    {
        var style = (text.Split(' ').Any(word => word.Length > NarrowText) ? "word-break:break-all;" : "") + (isFirst ? "padding-left:0" : "") + (isFirst && !isSummary ? ";font-weight:400" : "");
        return style.Length > 0 ? " style=\"" + style + "\"" : "";
    }

    private string Side(int column) => columns[column].IsText ? " align=\"left\"" : "";

    private int Width(int column)
    {
        var name = columns[column].Name.Split(' ').Max(word => word.Length);
        var cells = rows.Select(row => row[column].Text.Length).DefaultIfEmpty(0).Max();
        return columns[column].IsText ? Math.Min(Math.Max(name, cells), NarrowText) : Math.Max(name, cells);
    }

    private sealed record Column(string Name, bool IsText);

    private sealed record Cell(string Text, int Tint = 0)
    {
        /// <summary>What stands before the text.</summary>
        public string Mark { get; init; } = "";
    }
}
