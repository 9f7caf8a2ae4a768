using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>A few batches that go round between the thread that reads and the thread that builds.</summary>
internal sealed class BatchQueue : IDisposable
{
    private const int Batches = 4;

    private readonly BlockingCollection<RowBatch> free = new(Batches);
    private readonly BlockingCollection<RowBatch> full = new(Batches);

    public BatchQueue(ImportOptions options)
    {
        for (var i = 0; i < Batches; i++)
        {
            free.Add(new RowBatch(RowShape.Of(options)));
        }
    }

    public RowBatch Rent(CancellationToken cancellationToken) => free.Take(cancellationToken);

    public void Send(RowBatch batch, CancellationToken cancellationToken) => full.Add(batch, cancellationToken);

    /// <summary>No more batches come.</summary>
    public void End() => full.CompleteAdding();

    /// <summary>The batches as they come; each goes back when the next is asked for.</summary>
    public IEnumerable<RowBatch> Receive(CancellationToken cancellationToken)
    {
        foreach (var batch in full.GetConsumingEnumerable(cancellationToken))
        {
            yield return batch;
            batch.Clear();
            free.Add(batch, cancellationToken);
        }
    }

    public void Dispose()
    {
        free.Dispose();
        full.Dispose();
    }
}
