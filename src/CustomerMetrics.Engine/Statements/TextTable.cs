using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A table in columns of characters. One that is wider than the page goes on below itself, with its first column again.</summary>
/// <param name="columns">Names, and whether their cells are text.</param>
/// <param name="rows">The cells, already written as text.</param>
internal sealed class TextTable(IReadOnlyList<(string Name, bool IsText)> columns, IReadOnlyList<IReadOnlyList<string>> rows)
{
    // Long words of a text wrap in this at the narrowest.
    private const int NarrowText = 14;
    private const int LongestLabel = 30;
    private const string Gap = "  ";

    /// <summary>A name over all columns from the third on.</summary>
    public string? Span { get; init; }

    public void Write(TextWriter writer, int width)
    {
        var widths = Enumerable.Range(0, columns.Count).Select(Narrowest).ToArray();
        foreach (var chosen in ColumnParts.Of([.. widths], 1, Gap.Length, width))
        {
            Widen(widths, chosen, width);
            writer.WriteLine();
            Part(writer, widths, chosen);
        }
    }

    private void Part(TextWriter writer, int[] widths, int[] chosen)
    {
        if (Span is not null && Array.FindIndex(chosen, column => column > 1) is > 0 and var first)
        {
            writer.WriteLine(new string(' ', chosen.Take(first).Sum(column => widths[column] + Gap.Length)) + Span);
        }

        Line(writer, widths, chosen, column => columns[column].Name, isHead: true);
        writer.WriteLine(string.Join(Gap, chosen.Select(column => new string('-', widths[column]))));
        foreach (var row in rows)
        {
            Line(writer, widths, chosen, column => row[column], isHead: false);
        }
    }

    // Names of columns end on one line, cells begin on one.
    private void Line(TextWriter writer, int[] widths, int[] chosen, Func<int, string> cell, bool isHead)
    {
        var cells = chosen.Select(column => PlainText.Wrap(cell(column), widths[column]).ToArray()).ToArray();
        var height = cells.Max(lines => lines.Length);
        for (var i = 0; i < height; i++)
        {
            var texts = chosen.Select((column, at) =>
            {
                var index = isHead ? i - height + cells[at].Length : i;
                var text = index >= 0 && index < cells[at].Length ? cells[at][index] : "";
                return columns[column].IsText ? PlainText.Left(text, widths[column]) : PlainText.Right(text, widths[column]);
            });
            writer.WriteLine(string.Join(Gap, texts).TrimEnd());
        }
    }

    private int Narrowest(int column)
    {
        var name = columns[column].Name.Split(' ').Max(PlainText.Width);
        var cells = rows.Select(row => PlainText.Width(row[column])).DefaultIfEmpty(0).Max();
        return columns[column].IsText ? Math.Min(Math.Max(name, cells), column == 0 ? LongestLabel : NarrowText) : Math.Max(name, cells);
    }

    // Texts take what room is left, in their order.
    private void Widen(int[] widths, int[] chosen, int width)
    {
        var room = width - chosen.Sum(column => widths[column] + Gap.Length) + Gap.Length;
        foreach (var column in chosen.Where(column => columns[column].IsText && room > 0))
        {
            var wanted = rows.Select(row => PlainText.Width(row[column])).DefaultIfEmpty(0).Max() - widths[column];
            var given = Math.Clamp(wanted, 0, room);
            widths[column] += given;
            room -= given;
        }
    }
}
