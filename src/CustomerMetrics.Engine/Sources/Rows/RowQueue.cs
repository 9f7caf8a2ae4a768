using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Sources.Rows;

/// <summary>Takes rows from one thread to another in batches. The values of a row lie end to end.</summary>
internal sealed class RowQueue(RowQueue.Reader read) : IDisposable
{
    private const int RowsOfBatch = 512;
    private const int Batches = 4;

    private readonly BlockingCollection<(object?[] Values, int Rows)> full = new(Batches);
    private readonly ConcurrentBag<object?[]> free = [];
    private object?[] batch = [];
    private int columns;
    private int rows;
    private Task? reading;
    private volatile ExceptionDispatchInfo? failure;

    public delegate void Reader(ReadOnlySpan<object?> values);

    public void Start(int columnCount)
    {
        columns = columnCount;
        batch = new object?[columns * RowsOfBatch];
        reading = Task.Run(ReadAll);
    }

    public void Add(object?[] values)
    {
        var start = rows * columns;
        for (var i = 0; i < columns; i++)
        {
            batch[start + i] = Portable(values[i]);
        }

        if (++rows == RowsOfBatch)
        {
            Send();
        }
    }

    /// <summary>Waits until every row is read.</summary>
    public void Finish()
    {
        if (reading is null)
        {
            return;
        }

        Send();
        full.CompleteAdding();
        reading.GetAwaiter().GetResult();
        failure?.Throw();
    }

    public void Dispose()
    {
        // What is left is passed over, so that the reader is gone before what it uses.
        failure ??= ExceptionDispatchInfo.Capture(new OperationCanceledException());
        full.CompleteAdding();
        reading?.GetAwaiter().GetResult();
        full.Dispose();
    }

    private void Send()
    {
        failure?.Throw();
        full.Add((batch, rows));
        batch = free.TryTake(out var used) ? used : new object?[columns * RowsOfBatch];
        rows = 0;
    }

    private void ReadAll()
    {
        foreach (var (values, count) in full.GetConsumingEnumerable())
        {
            // After a failure the queue is emptied, or the sender would wait for room for ever.
            for (var row = 0; row < count && failure is null; row++)
            {
                try
                {
                    read(values.AsSpan(row * columns, columns));
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            }

            Array.Clear(values);
            free.Add(values);
        }
    }

    // An object of a script class can be asked for its text on its own thread only.
    private static object? Portable(object? value) => value switch
    {
        null or string or IConvertible or DateTimeOffset or DateOnly or TimeOnly => value,
        byte[] bytes => Convert.ToHexString(bytes),
        IDictionary dictionary => string.Join("; ", dictionary.Keys.Cast<object>().Select(key => TextOf(key) + "=" + TextOf(dictionary[key])).Order(StringComparer.Ordinal)),
        ICollection items => string.Join(' ', items.Cast<object?>().Select(TextOf)),
        _ => TextOf(value),
    };

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
