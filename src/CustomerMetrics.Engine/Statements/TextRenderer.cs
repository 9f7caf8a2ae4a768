using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A statement as plain text that a mail, a console or a log can show. Pictures are told by their findings.</summary>
internal static class TextRenderer
{
    /// <summary>What fits a console, and a mail that is quoted once.</summary>
    public const int Width = 76;

    private const int LongestNote = 40;

    public static void Render(CustomerStatement statement, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        Render(statement, writer);
    }

    public static void Render(CustomerStatement statement, TextWriter writer)
    {
        Heading(writer, statement.Title, '=');
        Paragraph(writer, statement.Lead);
        foreach (var section in statement.Sections)
        {
            writer.WriteLine();
            writer.WriteLine();
            Heading(writer, section.Heading, '-');
            foreach (var block in section.Blocks)
            {
                Block(writer, block);
            }
        }

        writer.WriteLine();
        writer.WriteLine();
        Heading(writer, "Notes", '-');
        writer.WriteLine();
        for (var i = 0; i < statement.Footnotes.Count; i++)
        {
            Item(writer, PlainText.Right(NumberText.Count(i + 1) + ".", 3) + " ", statement.Footnotes[i]);
        }
    }

    private static void Block(TextWriter writer, StatementBlock block)
    {
        switch (block)
        {
            case StatementText text:
                Paragraph(writer, text.Text);
                break;
            case StatementFigures figures:
                Figures(writer, figures);
                break;
            case StatementChart chart:
                Paragraph(writer, chart.Alternative);
                break;
            case StatementTable table:
                Table(writer, table);
                break;
            case StatementMatrix matrix:
                Matrix(writer, matrix);
                break;
        }
    }

    private static void Figures(TextWriter writer, StatementFigures figures)
    {
        var lines = figures.Figures.Select(figure => (Label: PlainText.Clean(figure.Label), Value: PlainText.Clean(NumberText.Figure(figure.Value, figure.Kind)), Note: PlainText.Clean(figure.Note ?? ""))).ToList();
        var value = lines.Max(line => PlainText.Width(line.Value));
        var label = System.Math.Min(lines.Max(line => PlainText.Width(line.Label)), System.Math.Max(1, Width - value - LongestNote));
        writer.WriteLine();
        foreach (var line in lines)
        {
            var labels = PlainText.Wrap(line.Label, label).ToArray();
            foreach (var more in labels[..^1])
            {
                writer.WriteLine(more);
            }

            Item(writer, PlainText.Left(labels[^1], label) + "  " + PlainText.Right(line.Value, value) + "  ", line.Note);
        }
    }

    private static void Table(TextWriter writer, StatementTable table)
    {
        Paragraph(writer, table.Caption);
        var shown = table.Columns.Select((column, i) => (column, i)).Where(column => column.column.Kind is not ValueKind.Bar).ToList();
        new TextTable(
            [.. shown.Select(column => (PlainText.Clean(column.column.Name), column.column.Kind is ValueKind.Text or ValueKind.Signal))],
            [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. shown.Select(column => PlainText.Clean(NumberText.Cell(row[column.i], column.column.Kind)))])]).Write(writer, Width);
        Notes(writer, table.Notes);
    }

    private static void Matrix(TextWriter writer, StatementMatrix matrix)
    {
        Paragraph(writer, matrix.Caption);
        new TextTable(
            [(PlainText.Clean(matrix.RowName), true), (PlainText.Clean(matrix.BaseName), false), .. matrix.Columns.Select(column => (PlainText.Clean(column), false))],
            [.. (matrix.Summary is { } summary ? matrix.Rows.Append(summary) : matrix.Rows).Select(row => (IReadOnlyList<string>)
            [
                PlainText.Clean(row.Label),
                NumberText.Count(row.Base),
                .. row.Cells.Select(cell => cell is { } share ? PlainText.Clean(NumberText.Cell(share, matrix.Kind)) : ""),
            ]),
            ]) { Span = PlainText.Clean(matrix.ColumnName) }.Write(writer, Width);
        Notes(writer, matrix.Notes);
    }

    private static void Notes(TextWriter writer, IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
        {
            Paragraph(writer, note);
        }
    }

    private static void Heading(TextWriter writer, string text, char line)
    {
        foreach (var part in PlainText.Wrap(PlainText.Clean(text), Width))
        {
            writer.WriteLine(part);
            writer.WriteLine(new string(line, PlainText.Width(part)));
        }
    }

    private static void Paragraph(TextWriter writer, string text)
    {
        writer.WriteLine();
        foreach (var line in PlainText.Wrap(PlainText.Clean(text), Width))
        {
            writer.WriteLine(line);
        }
    }

    private static void Item(TextWriter writer, string mark, string text)
    {
        var indent = PlainText.Width(mark);
        var isFirst = true;
        foreach (var line in PlainText.Wrap(PlainText.Clean(text), Width - indent))
        {
            writer.WriteLine(((isFirst ? mark : new string(' ', indent)) + line).TrimEnd());
            isFirst = false;
        }
    }
}
