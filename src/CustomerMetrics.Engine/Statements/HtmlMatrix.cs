using System;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A matrix as a table that can be read without its colours: every cell says its number, and its tint says it again.</summary>
internal static class HtmlMatrix
{
    /// <summary>The classes of the style, t1 to t8.</summary>
    public const int Tints = 8;

    public static void Draw(StatementMatrix matrix, StringBuilder html)
    {
        var caption = Text(matrix.Caption);
        var most = matrix.Rows.Append(matrix.Summary).SelectMany(row => row?.Cells ?? []).Max() ?? 0;
        var columns = Errors.Invariant($"{matrix.Columns.Count}");
        html.Append("<div class=\"scroll\" role=\"region\" aria-label=\"").Append(caption).Append("\" tabindex=\"0\">\n<table class=\"matrix\">\n<caption>").Append(caption)
            .Append("</caption>\n<colgroup span=\"2\"></colgroup><colgroup span=\"").Append(columns).Append("\"></colgroup>\n<thead>\n<tr><th scope=\"col\" rowspan=\"2\">").Append(Text(matrix.RowName))
            .Append("</th><th scope=\"col\" rowspan=\"2\" class=\"n\">").Append(Text(matrix.BaseName)).Append("</th><th scope=\"colgroup\" colspan=\"").Append(columns).Append("\">").Append(Text(matrix.ColumnName)).Append("</th></tr>\n<tr>");
        foreach (var column in matrix.Columns)
        {
            html.Append("<th scope=\"col\" class=\"n\">").Append(Text(column)).Append("</th>");
        }

        html.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var row in matrix.Rows)
        {
            Row(html, matrix, row, most);
        }

        html.Append("</tbody>\n");
        if (matrix.Summary is { } summary)
        {
            html.Append("<tfoot>\n");
            Row(html, matrix, summary, most);
            html.Append("</tfoot>\n");
        }

        html.Append("</table>\n</div>\n");
    }

    private static void Row(StringBuilder html, StatementMatrix matrix, StatementMatrixRow row, double most)
    {
        html.Append("<tr><th scope=\"row\">").Append(Text(row.Label)).Append("</th><td class=\"n\">").Append(NumberText.Count(row.Base)).Append("</td>");
        foreach (var cell in row.Cells)
        {
            html.Append("<td class=\"n").Append(Tint(cell, most)).Append("\">").Append(cell is { } value ? Text(NumberText.Cell(value, matrix.Kind)) : "").Append("</td>");
        }

        html.Append("</tr>\n");
    }

    // In steps from nothing to the largest of the matrix: half the tint is half the number.
    private static string Tint(double? cell, double most) =>
        cell is null ? "" : cell <= 0 ? " t0" : Errors.Invariant($" t{Math.Clamp(Math.Ceiling(cell.Value / most * Tints), 1, Tints)}");

    private static string Text(string text) => SvgWriter.Encode(text);
}
