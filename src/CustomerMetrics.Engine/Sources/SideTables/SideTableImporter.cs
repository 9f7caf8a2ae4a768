using System.Collections.Generic;
using System.IO;
using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.SideTables;

/// <summary>
/// Reads a table that stands beside a source by the parsers of transactions, from files and from rows of objects. The first row that cannot be read is the error.
/// </summary>
/// <typeparam name="TColumns">The places of the table's columns.</typeparam>
/// <typeparam name="TTable">The table.</typeparam>
/// <param name="options">How its fields are written.</param>
/// <param name="parameter">The parameter that takes the table.</param>
internal abstract class SideTableImporter<TColumns, TTable>(ImportOptions options, string parameter) : ITableImporter<TTable>
    where TColumns : class
{
    private readonly DateParser dates = new(options.TimeZone, options.Culture, options.DateFormats);
    private readonly AmountParser amounts = new(options.Culture, options.RoundAmount);
    private readonly List<string> names = [];
    private TColumns? columns;
    private ObjectSideRow? row;

    public bool HasColumns => columns is not null;

    /// <summary>What footnotes call the table.</summary>
    protected string Name => string.Join(", ", names);

    public void AddFile(string path, CancellationToken cancellationToken)
    {
        CsvFile? opened = null;
        using var file = CsvFile.Open(path, options, record => throw Malformed(path, record, opened));
        opened = file;
        names.Add(file.Name);
        var mapped = Map(file.Header, new(file.Header, file.Name, file.Path));
        var line = new CsvSideRow(file, dates, amounts);
        while (file.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Reader.FieldCount != file.Header.Count)
            {
                throw line.Refused(new("RowRagged", null, Errors.Invariant($"the row has {file.Reader.FieldCount} fields, the header {file.Header.Count}"), "A field with a delimiter in it needs quotes."));
            }

            Take(mapped, line);
        }
    }

    public void Begin(IReadOnlyList<string> columns)
    {
        var name = $"the rows of {parameter}";
        this.columns = Map(columns, new(columns, name, name));
        row = new(columns, name, dates, amounts);
        names.Add("rows");
    }

    public void Add(object?[] values)
    {
        row!.Take(values);
        Take(columns!, row);
    }

    public abstract TTable Complete();

    protected abstract TColumns Map(IReadOnlyList<string> header, ColumnMapper mapper);

    protected abstract void Take(TColumns mapped, SideRow row);

    private static CustomerMetricsException Malformed(string path, CsvMalformedRecord record, CsvFile? file)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote)
        {
            return CsvFile.Unterminated(path, record.LineNumber);
        }

        return SideRow.Refused(file?.PlaceOf(record.LineNumber) ?? new(Path.GetFileName(path), path, "line", record.LineNumber), CsvFile.Describe(record));
    }
}
