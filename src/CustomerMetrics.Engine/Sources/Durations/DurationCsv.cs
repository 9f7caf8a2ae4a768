using System.Collections.Generic;
using System.Text;
using System.Text.Unicode;
using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Durations;

/// <summary>Reads a table of durations from CSV files, several as one.</summary>
internal static class DurationCsv
{
    private const int OftenEnough = 0xFFF;

    public static CustomerDurations Read(IReadOnlyList<string> paths, ImportOptions options, DurationColumns columns, CancellationToken cancellationToken)
    {
        var importer = new DurationImporter("line", columns);
        foreach (var path in paths)
        {
            CsvFile? opened = null;
            using var file = CsvFile.Open(path, options, record => throw Malformed(path, record, opened));
            opened = file;
            importer.Begin(file.Header, file.Name, file.Path);
            Read(file, importer, cancellationToken);
        }

        return importer.Complete(cancellationToken);
    }

    private static void Read(CsvFile file, DurationImporter importer, CancellationToken cancellationToken)
    {
        int[] used = [.. importer.Used];
        var values = new object?[file.Header.Count];
        long rows = 0;
        while (file.Read())
        {
            if ((rows++ & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Take(file, importer, used, values);
            importer.Add(values, file.Place.Number);
        }
    }

    private static void Take(CsvFile file, DurationImporter importer, int[] used, object?[] values)
    {
        if (file.Reader.FieldCount != values.Length)
        {
            throw importer.Failure(new("RowRagged", null, Errors.Invariant($"the row has {file.Reader.FieldCount} fields, the header {values.Length}"), "A field with a delimiter in it needs quotes; correct the export."), file.Place.Number);
        }

        foreach (var column in used)
        {
            var field = file.Reader.GetSpan(column);
            if (!Utf8.IsValid(field))
            {
                throw importer.Failure(FieldText.DescribeText(FieldStatus.NotText, file.Header[column]), file.Place.Number);
            }

            values[column] = Encoding.UTF8.GetString(field);
        }
    }

    private static CustomerMetricsException Malformed(string path, CsvMalformedRecord record, CsvFile? file)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote)
        {
            return CsvFile.Unterminated(path, record.LineNumber);
        }

        var problem = CsvFile.Describe(record);
        return file is null
            ? new CustomerMetricsException("HeaderMalformed", FailureKind.InvalidData, $"{System.IO.Path.GetFileName(path)}: the header cannot be read: {problem.Reason}.", "Correct the header line.", path)
            : new(problem.ErrorId, FailureKind.InvalidData, $"{file.PlaceOf(record.LineNumber)}: {problem.Reason}.", "A quote inside a field is written twice and the field in quotes; correct the export.", file.PlaceOf(record.LineNumber).Target);
    }
}
