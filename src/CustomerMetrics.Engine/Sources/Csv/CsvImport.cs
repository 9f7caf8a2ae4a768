using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Sources.Currencies;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// CSV files to one table. Each thread takes a segment, parses it and looks its customers up, then waits for its turn to add its rows: the table, the
/// numbers of customers and the first error are those of one thread. The caller's tells the progress.
/// </summary>
internal sealed class CsvImport : IDisposable
{
    // Adding rows in turn keeps more from being of use.
    private const int MostThreads = 8;

    // Segments that are read ahead of a caller who is busy with the progress.
    private const int MostUntold = 64;

    private readonly IReadOnlyList<string> paths;
    private readonly ImportOptions options;
    private readonly int segmentLength;
    private readonly RejectLog rejects;
    private readonly CurrencyReader currencies;
    private readonly CsvSegments segments;
    private readonly MemoryGuard memory;
    private readonly TableBuilder builder;
    private readonly DateOrderTally dateOrders = new();
    private readonly CancellationTokenSource stop;
    private readonly Turns turns;
    private readonly BlockingCollection<ImportProgress> told = new(MostUntold);
    private Rounding amounts;
    private Rounding costs;
    private ExceptionDispatchInfo? failure;

    private CsvImport(IReadOnlyList<string> paths, ImportOptions options, int segmentLength, CancellationToken cancellationToken)
    {
        this.segmentLength = segmentLength;
        this.paths = paths;
        this.options = options;
        currencies = new CurrencyReader(options);
        builder = new TableBuilder(options);
        memory = MemoryGuard.Of(RowShape.Of(options));
        segments = new CsvSegments(paths, options, currencies);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        turns = new Turns(stop.Token);
        rejects = new RejectLog(options);
    }

    /// <param name="paths">Full paths.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="progress">Is told by the caller's thread.</param>
    /// <param name="cancellationToken">Ends the import.</param>
    /// <param name="segmentLength">Bytes that a thread takes at once.</param>
    public static CustomerTable Read(IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken, int segmentLength = CsvSegment.UsualLength)
    {
        RejectLog.CheckPath(options, paths);
        try
        {
            using var import = new CsvImport(paths, options, segmentLength, cancellationToken);
            import.ReadAll(progress, cancellationToken);
            return import.Complete(cancellationToken);
        }
        catch (OutOfMemoryException e)
        {
            throw MemoryGuard.Failure(e);
        }
    }

    public void Dispose()
    {
        segments.Dispose();
        builder.Dispose();
        rejects.Dispose();
        stop.Dispose();
        told.Dispose();
    }

    private void ReadAll(IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var readers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, MostThreads)).Select(_ => new CsvRowReader(options, currencies, new RowBatch(RowShape.Of(options), builder))).ToArray();
        var threads = Array.ConvertAll(readers, reader => Task.Run(() => Work(reader), CancellationToken.None));
        var ended = Task.WhenAll(threads).ContinueWith(_ => told.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (var state in told.GetConsumingEnumerable(cancellationToken))
            {
                progress?.Report(state);
            }
        }
        finally
        {
            // The threads must be gone before what they use is disposed, however this ends.
            stop.Cancel();
            ((IAsyncResult)ended).AsyncWaitHandle.WaitOne();
        }

        failure?.Throw();
        Task.WhenAll(threads).GetAwaiter().GetResult();
    }

    private CustomerTable Complete(CancellationToken cancellationToken)
    {
        var origin = new TableOrigin(NameOf(paths), paths[0], currencies, dateOrders, segments.Columns!.ByPart(), amounts, costs);
        return builder.Complete(origin, rejects, cancellationToken);
    }

    private void Work(CsvRowReader reader)
    {
        var segment = new CsvSegment(segmentLength);
        try
        {
            while (segments.TryTake(segment))
            {
                Read(segment, reader);
                turns.Pass();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Fail(segment, e);
        }
    }

    // Returns in the turn of the segment.
    private void Read(CsvSegment segment, CsvRowReader reader)
    {
        var isInOrder = segment is { Failure: null, HasNoEnd: false } && TryParse(segment, reader);
        turns.Wait(segment.Turn);
        if (segment.IsVoid)
        {
            Discard(reader);
        }
        else if (segment.Failure is { } e)
        {
            ExceptionDispatchInfo.Throw(segment.File is { } file ? file.File.Failure(e, file.LinesBefore, 1) ?? e : e);
        }
        else if (isInOrder)
        {
            Add(segment, reader);
            segment.File!.LinesBefore += Math.Max(RecordEnds.CountLines(segment.Bytes.Span) - 1, 0);
        }
        else
        {
            Discard(reader);
            ReadRest(segment, reader);
        }
    }

    // False where quotes are not in order: then nobody knows yet where the segment ends.
    [MethodImpl(Hot.Path)]
    private bool TryParse(CsvSegment segment, CsvRowReader reader)
    {
        var isInOrder = true;
        using var records = segment.File!.File.ReaderOf(segment.Bytes, _ => isInOrder = false);
        var lines = new SegmentLines(segment.Bytes);
        reader.Begin(segment.File, records, segment.MayHaveQuotes, () => lines.At((int)records.ByteOffset), () => IsWaitedFor(segment));
        try
        {
            while (records.Read() && isInOrder && !EndsAt(reader.Batch))
            {
                reader.Take();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Out of order it will be met again.
            segment.Failure = isInOrder ? e : null;
        }

        reader.Batch.Find();
        return isInOrder;
    }

    private bool IsWaitedFor(CsvSegment segment)
    {
        turns.Wait(segment.Turn);
        return !segment.IsVoid;
    }

    private void ReadRest(CsvSegment segment, CsvRowReader reader)
    {
        var file = segment.File!;
        using var records = file.File.ReaderOf(segments.TakeRest(segment), reader.TakeMalformed);
        reader.Begin(file, records, mayHaveQuotes: true, () => records.LineNumber, () => true);
        try
        {
            while (records.Read() && !EndsAt(reader.Batch))
            {
                stop.Token.ThrowIfCancellationRequested();
                reader.Take();
                if (reader.Batch.IsFull)
                {
                    segment.Position = file.File.Position;
                    reader.Batch.Find();
                    Add(segment, reader);
                }
            }

            if (!EndsAt(reader.Batch))
            {
                file.File.CheckEnd();
                ThrowIfAny(reader.Unterminated);
            }
        }
        catch (Exception e) when (file.File.Failure(e, file.LinesBefore, records.LineNumber) is { } told)
        {
            throw told;
        }

        segment.Position = file.File.Position;
        reader.Batch.Find();
        Add(segment, reader);
    }

    private static void ThrowIfAny(Exception? e)
    {
        if (e is not null)
        {
            throw e;
        }
    }

    private bool EndsAt(RowBatch batch) => options.BadRow is BadRowAction.Stop && batch.Rejected.Count > 0;

    private void Add(CsvSegment segment, CsvRowReader reader)
    {
        var file = segment.File!;
        var batch = reader.Batch;
        var before = builder.Rows + rejects.Rows;
        builder.Add(batch, before);

        // How much the files after this one hold is not known.
        memory.Check(paths.Count == 1 ? segment.Position : 0, file.File.Length, builder.Rows, builder.Customers.Count);
        dateOrders.Add(batch.DateOrders, before);
        currencies.Count(batch.ConvertedRows);
        amounts += reader.Amounts.TakeRounded();
        costs += reader.Costs.TakeRounded();
        foreach (var rejected in batch.Rejected)
        {
            rejects.Add(file.File.PlaceOf(file.LinesBefore + rejected.Line), rejected.Problem, rejected.Amount, () => rejected.Record);
        }

        batch.Clear();
        told.Add(new ImportProgress(file.File.Name, segment.Position, file.File.Length, builder.Rows), stop.Token);
    }

    private static void Discard(CsvRowReader reader)
    {
        reader.Batch.Clear();
        reader.Amounts.TakeRounded();
        reader.Costs.TakeRounded();
    }

    // In its turn as well, so that the error is the first one of the files and not that of the fastest thread.
    private void Fail(CsvSegment segment, Exception e)
    {
        try
        {
            turns.Wait(segment.Turn);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }

        failure ??= ExceptionDispatchInfo.Capture(e);
        stop.Cancel();
    }

    private static string NameOf(IReadOnlyList<string> paths)
    {
        const int most = 3;
        var names = string.Join(", ", paths.Take(most).Select(Path.GetFileName));
        return paths.Count <= most ? names : Errors.Invariant($"{names} and {paths.Count - most} more");
    }
}
