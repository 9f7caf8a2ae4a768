using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsvHelper;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A statement as tables for other programs: numbers with all their decimals, dates as yyyy-MM-dd, nothing in a cell whose value is not known.</summary>
internal static class CsvRenderer
{
    public const string Contents = "contents.csv";

    // Text that a spreadsheet would take for a formula gets an apostrophe; without the mark it takes the text for that of another alphabet.
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public static IReadOnlyList<StatementFile> Files(CustomerStatement statement)
    {
        var files = new List<StatementFile>
        {
            About(statement),
            Table("text.csv", "What is said", ["Section", "Kind", "Text"], Texts(statement)),
            Table("figures.csv", "Headline figures", ["Section", "Figure", "Value", "Note"], Figures(statement)),
        };
        foreach (var section in statement.Sections)
        {
            files.AddRange(section.Blocks.OfType<StatementTable>().Select(table => Of(section, table)));
            files.AddRange(section.Blocks.OfType<StatementMatrix>().Select(matrix => Of(section, matrix)));
        }

        files.Insert(0, Table(Contents, "The files of this folder", ["File", "Table"], [[Contents, "The files of this folder"], .. files.Select(file => (object?[])[file.Name, file.Caption])]));
        return files;
    }

    private static StatementFile About(CustomerStatement statement) => Table(
        "about.csv",
        "What the statement is about",
        ["Item", "Value"],
        [
            ["Title", statement.Title],
            ["Period", statement.Period],
            ["AsOf", statement.AsOf],
            ["Source", statement.Source],
            ["Currency", statement.Currency],
            ["ActivityRule", statement.ActivityRule?.ToString()],
            ["WindowDays", statement.WindowDays],
        ]);

    private static IEnumerable<object?[]> Texts(CustomerStatement statement) =>
    [
        [null, "Lead", statement.Lead],
        .. statement.Sections.SelectMany(section => section.Blocks.SelectMany(Said).Select(said => (object?[])[section.Id, said.Kind, said.Text])),
        .. statement.Footnotes.Select(note => (object?[])[null, "Footnote", note]),
    ];

    private static IEnumerable<(string Kind, string Text)> Said(StatementBlock block) => block switch
    {
        StatementText text => [("Finding", text.Text)],
        StatementChart chart => [("Finding", chart.Alternative)],
        StatementTable table => table.Notes.Select(note => ("Note", note)),
        StatementMatrix matrix => matrix.Notes.Select(note => ("Note", note)),
        _ => [],
    };

    private static IEnumerable<object?[]> Figures(CustomerStatement statement) => statement.Sections.SelectMany(section => section.Blocks.OfType<StatementFigures>()
        .SelectMany(figures => figures.Figures).Select(figure => (object?[])[section.Id, figure.Label, figure.Value, figure.Note]));

    private static StatementFile Of(StatementSection section, StatementTable table)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Kind is not ValueKind.Bar).ToList();
        return Table(NameOf(section, table.Name), table.Caption, [.. shown.Select(i => table.Columns[i].Name)], table.Rows.Select(row => shown.Select(i => row[i]).ToArray()));
    }

    private static StatementFile Of(StatementSection section, StatementMatrix matrix) => Table(
        NameOf(section, matrix.Name),
        matrix.Caption,
        [matrix.RowName, matrix.BaseName, .. matrix.Columns.Select(column => matrix.ColumnName + " " + column)],
        (matrix.Summary is { } summary ? matrix.Rows.Append(summary) : matrix.Rows).Select(row => (object?[])[row.Label, row.Base, .. row.Cells.Select(cell => (object?)cell)]));

    private static string NameOf(StatementSection section, string? name) => section.Id + (name is null ? "" : "-" + name) + ".csv";

    private static StatementFile Table(string name, string caption, string[] columns, IEnumerable<object?[]> rows) => new(name, caption, stream => Write(stream, columns, rows));

    private static void Write(Stream stream, string[] columns, IEnumerable<object?[]> rows)
    {
        using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        csv.WriteHeader(columns);
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                if (cell is DateTime date)
                {
                    csv.WriteField(date, "yyyy-MM-dd");
                }
                else
                {
                    csv.WriteField(cell);
                }
            }

            csv.EndRecord();
        }
    }
}

/// <summary>One of the files of a statement that is a folder.</summary>
/// <param name="Name">Its name, the same from month to month.</param>
/// <param name="Caption">What it holds.</param>
/// <param name="Write">Writes it.</param>
internal sealed record StatementFile(string Name, string Caption, Action<Stream> Write);
