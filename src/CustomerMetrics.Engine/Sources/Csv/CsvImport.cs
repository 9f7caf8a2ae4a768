using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// CSV files to one table on two threads: one reads and parses, the caller's numbers the customers, so that progress is told on the caller's.
/// </summary>
internal static class CsvImport
{
    public static CustomerTable Read(IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        RejectLog.CheckPath(options, paths);
        using var rejects = new RejectLog(options);
        using var queue = new BatchQueue(options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reader = new CsvRowReader(options, rejects, queue);
        var reading = Task.Run(() => ReadToEnd(reader, paths, queue, stop.Token), CancellationToken.None);
        var builder = new TableBuilder(options);
        try
        {
            foreach (var batch in queue.Receive(cancellationToken))
            {
                Append(builder, batch);
                progress?.Report(batch.Progress with { Rows = builder.Rows });
            }
        }
        finally
        {
            // The reader must be gone before what it uses is disposed, however this ends.
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        reading.GetAwaiter().GetResult();
        var origin = new TableOrigin(NameOf(paths), paths[0], reader.Currencies, reader.DateOrders, reader.Columns!.ByPart(), reader.Amounts, reader.Costs);
        return builder.Complete(origin, rejects, cancellationToken);
    }

    private static void ReadToEnd(CsvRowReader reader, IReadOnlyList<string> paths, BatchQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            reader.Read(paths, cancellationToken);
        }
        finally
        {
            queue.End();
        }
    }

    private static void Append(TableBuilder builder, RowBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            if (row % NameTable.WarmAtOnce == 0)
            {
                builder.Warm(batch.Customers.Hashes[row..Math.Min(row + NameTable.WarmAtOnce, batch.Count)]);
            }

            if (!builder.Keeps(batch.Amount[row]))
            {
                continue;
            }

            builder.Add(batch.Number[row], batch.Customers[row], batch.Customers.Hash(row), batch.Day[row], batch.Amount[row], batch.Fingerprint[row]);
            if (batch.Cost is not null)
            {
                builder.AddCost(batch.Cost[row]);
            }

            if (batch.Currency is not null)
            {
                builder.AddCurrency(batch.Currency[row], batch.Local![row]);
            }

            if (batch.References is { } references)
            {
                builder.AddReference(references[row], references.Hash(row));
            }

            if (batch.FirstSeen is not null)
            {
                builder.AddFirstSeen(batch.FirstSeen[row]);
            }

            if (batch.End is not null)
            {
                builder.AddEnd(batch.End[row]);
            }

            for (var group = 0; group < batch.Groups.Length; group++)
            {
                builder.AddGroup(group, batch.Groups[group][row], batch.Groups[group].Hash(row));
            }
        }
    }

    private static string NameOf(IReadOnlyList<string> paths)
    {
        const int most = 3;
        var names = string.Join(", ", paths.Take(most).Select(Path.GetFileName));
        return paths.Count <= most ? names : Errors.Invariant($"{names} and {paths.Count - most} more");
    }
}
