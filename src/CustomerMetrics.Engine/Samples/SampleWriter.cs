using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine.Files;

namespace CustomerMetrics.Engine.Samples;

/// <summary>Writes a sample as CSV, byte for byte the same on every platform.</summary>
internal static class SampleWriter
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n" };

    public static CustomerSample Write(SampleProcess process, string path, FileWriteOptions write, CancellationToken cancellationToken)
    {
        var transactions = SampleGenerator.Draw(process, cancellationToken);
        var rows = 0L;
        AtomicFile.Write(path, write, stream =>
        {
            using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
            csv.WriteRecord("customer_id", "date", "amount");
            foreach (var transaction in transactions)
            {
                csv.WriteField(transaction.CustomerId);
                csv.WriteField(transaction.Date, "yyyy-MM-dd");
                csv.WriteField(transaction.Amount);
                csv.EndRecord();
                rows++;
            }
        });
        return new CustomerSample { Path = path, Rows = rows, Process = process };
    }
}
