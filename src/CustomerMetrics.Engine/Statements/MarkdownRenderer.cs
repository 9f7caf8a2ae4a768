using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A statement as GitHub reads it. Pictures are told by their findings; their numbers stand in the tables.</summary>
internal static class MarkdownRenderer
{
    private const string Active = "\\`*_[]#~|!$";

    public static void Render(CustomerStatement statement, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("# " + Escape(statement.Title));
        Paragraph(writer, "**" + Escape(statement.Lead) + "**");
        foreach (var section in statement.Sections)
        {
            Paragraph(writer, "## " + Escape(section.Heading));
            foreach (var block in section.Blocks)
            {
                Block(writer, block);
            }
        }

        if (statement.Footnotes.Count > 0)
        {
            Paragraph(writer, "## Notes");
            writer.WriteLine();
        }

        for (var i = 0; i < statement.Footnotes.Count; i++)
        {
            writer.WriteLine(NumberText.Count(i + 1) + ". " + Escape(statement.Footnotes[i]));
        }
    }

    private static void Block(StreamWriter writer, StatementBlock block)
    {
        switch (block)
        {
            case StatementText text:
                Paragraph(writer, Escape(text.Text));
                break;
            case StatementFigures figures:
                writer.WriteLine();
                foreach (var figure in figures.Figures)
                {
                    writer.WriteLine("- " + Escape(figure.Label) + ": **" + Escape(NumberText.Figure(figure.Value, figure.Kind)) + "**" + (figure.Note is null ? "" : " \u2013 " + Escape(figure.Note)));
                }

                break;
            case StatementChart chart:
                Paragraph(writer, Escape(chart.Alternative));
                break;
            case StatementTable table:
                Table(writer, table);
                break;
            case StatementMatrix matrix:
                Matrix(writer, matrix);
                break;
        }
    }

    private static void Table(StreamWriter writer, StatementTable table)
    {
        var columns = table.Columns.Where(column => column.Kind is not ValueKind.Bar).ToList();
        Paragraph(writer, "**" + Escape(table.Caption) + "**");
        writer.WriteLine();
        Row(writer, columns.Select(column => Escape(column.Name)));
        Row(writer, columns.Select(column => column.Kind is ValueKind.Text or ValueKind.Signal ? ":--" : "--:"));
        foreach (var row in table.Rows)
        {
            Row(writer, table.Columns.Zip(row).Where(cell => cell.First.Kind is not ValueKind.Bar).Select(cell => Escape(NumberText.Cell(cell.Second, cell.First.Kind))));
        }

        Notes(writer, table.Notes);
    }

    // A table has one line of headers here, so the first column says what all of them are.
    private static void Matrix(StreamWriter writer, StatementMatrix matrix)
    {
        Paragraph(writer, "**" + Escape(matrix.Caption) + "**");
        writer.WriteLine();
        Row(writer, [Escape(matrix.RowName), Escape(matrix.BaseName), .. matrix.Columns.Select((column, i) => Escape(i == 0 ? matrix.ColumnName + ": " + column : column))]);
        Row(writer, [":--", "--:", .. matrix.Columns.Select(_ => "--:")]);
        foreach (var row in matrix.Summary is { } summary ? matrix.Rows.Append(summary) : matrix.Rows)
        {
            Row(writer, [Escape(row.Label), NumberText.Count(row.Base), .. row.Cells.Select(cell => cell is { } value ? Escape(NumberText.Cell(value, matrix.Kind)) : "")]);
        }

        Notes(writer, matrix.Notes);
    }

    private static void Notes(StreamWriter writer, IReadOnlyList<string> notes)
    {
        foreach (var note in notes)
        {
            Paragraph(writer, Escape(note));
        }
    }

    private static void Row(StreamWriter writer, IEnumerable<string> cells) => writer.WriteLine("| " + string.Join(" | ", cells) + " |");

    private static void Paragraph(StreamWriter writer, string text)
    {
        writer.WriteLine();
        writer.WriteLine(text);
    }

    // Entities for html, backslashes for what markdown would act on; addresses must not turn into links of their own.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '@' => escaped.Append("&#64;"),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => escaped.Append(' '),
                _ when Active.Contains(c, System.StringComparison.Ordinal) => escaped.Append('\\').Append(c),
                _ => escaped.Append(c),
            };
        }

        return escaped.Replace("://", "&#58;//").Replace("www.", "www&#46;").ToString();
    }
}
