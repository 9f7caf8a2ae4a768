using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Rows;

namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>Reads reasons by the parsers of transactions, from files and from rows of objects. The first row that cannot be read is the error.</summary>
internal sealed class ReasonImporter(ImportOptions options, ReasonDirection direction) : IReasonImporter
{
    private const string Rows = "the rows of -Reason";

    private readonly DateParser dates = new(options.TimeZone, options.Culture, options.DateFormats);
    private readonly List<GivenReason> given = [];
    private readonly List<string> names = [];
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private ReasonColumns? columns;
    private byte[] text = new byte[256];
    private long row;
    private long withoutReason;

    public bool HasColumns => columns is not null;

    public void AddFile(string path, CancellationToken cancellationToken)
    {
        CsvFile? opened = null;
        using var file = CsvFile.Open(path, options, record => throw Malformed(path, record, opened));
        opened = file;
        names.Add(file.Name);
        var mapped = ColumnMapper.MapReasons(file.Header, file.Name, file.Path);
        while (file.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Reader.FieldCount != mapped.Header.Count)
            {
                throw Refused(file.Place, new("RowRagged", null, Errors.Invariant($"the row has {file.Reader.FieldCount} fields, the header {mapped.Header.Count}"), "A field with a delimiter in it needs quotes."));
            }

            // A field's span lasts until the next field is decoded.
            var date = file.Reader.GetSpan(mapped.Date);
            var status = dates.TryParse(date, out var day);
            var problem = status is FieldStatus.Ok ? null : dates.Describe(status, date, mapped.Header[mapped.Date]);
            Take(mapped, file.Place, day, problem, column => file.Reader.GetSpan(column));
        }
    }

    public void Begin(IReadOnlyList<string> columns)
    {
        this.columns = ColumnMapper.MapReasons(columns, Rows, Rows);
        names.Add("rows");
    }

    public void Add(object?[] values)
    {
        row++;
        var mapped = columns!;
        RowImporter.TryReadDate(dates, values[mapped.Date], mapped.Header[mapped.Date], ref text, out var day, out var problem);
        Take(mapped, new(Rows, Rows, "row", row), day, problem, column => RowImporter.ToText(values[column], ref text));
    }

    public ReasonTable Complete() => ReasonList.Of(string.Join(", ", names), given, withoutReason);

    private delegate ReadOnlySpan<byte> Field(int column);

    private void Take(ReasonColumns mapped, RowPlace place, int day, RowProblem? problem, Field field)
    {
        var customer = TextOf(mapped.Customer, missing: FieldText.CustomerMissing);
        if (problem is not null)
        {
            throw Refused(place, problem);
        }

        var of = mapped.Direction < 0 ? direction : DirectionOf(TextOf(mapped.Direction, missing: null), mapped, place);
        var source = mapped.Source < 0 ? "" : TextOf(mapped.Source, missing: null);
        var reason = TextOf(mapped.Reason, missing: null);
        if (reason.Length == 0)
        {
            withoutReason++;
            return;
        }

        given.Add(new(customer, day, of, Shared(reason), source.Length == 0 ? null : Shared(source)));

        string TextOf(int column, Func<string, RowProblem>? missing)
        {
            var trimmed = FieldText.Trim(field(column));
            var status = FieldText.Check(trimmed);
            return status is FieldStatus.Ok || (status is FieldStatus.Missing && missing is null)
                ? Encoding.UTF8.GetString(trimmed)
                : throw Refused(place, missing is null ? FieldText.DescribeText(status, mapped.Header[column]) : FieldText.Describe(status, mapped.Header[column], missing));
        }
    }

    private static ReasonDirection DirectionOf(string word, ReasonColumns mapped, RowPlace place)
    {
        var plain = string.Concat(word.Where(char.IsLetter));
        var column = mapped.Header[mapped.Direction];
        return Enum.GetNames<ReasonDirection>().FirstOrDefault(name => string.Equals(name, plain, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<ReasonDirection>(found)
            : throw Refused(place, new(
                "ReasonDirectionUnknown",
                column,
                word.Length == 0 ? "the direction is empty" : $"there is no direction '{FieldText.Shorten(Encoding.UTF8.GetBytes(word))}'",
                $"The directions are {string.Join(", ", Enum.GetNames<ReasonDirection>())}."));
    }

    // The same few reasons come again and again.
    private string Shared(string name)
    {
        known.TryAdd(name, name);
        return known[name];
    }

    private static CustomerMetricsException Malformed(string path, CsvMalformedRecord record, CsvFile? file)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote)
        {
            return CsvFile.Unterminated(path, record.LineNumber);
        }

        var place = file?.PlaceOf(record.LineNumber) ?? new(Path.GetFileName(path), path, "line", record.LineNumber);
        return Refused(place, CsvFile.Describe(record));
    }

    private static CustomerMetricsException Refused(RowPlace place, RowProblem problem) => new(
        problem.ErrorId,
        FailureKind.InvalidData,
        place.ToString() + (problem.Column is null ? "" : $", column '{problem.Column}'") + $": {problem.Reason}.",
        problem.Remedy,
        place.Target);
}
