using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Takes rows one by one.</summary>
public interface IRowSink
{
    /// <summary>Whether <see cref="Begin"/> was called.</summary>
    bool HasColumns { get; }

    /// <summary>Maps the columns by the names of the first row.</summary>
    void Begin(IReadOnlyList<string> columns);

    /// <summary>Adds a row: the values of the columns given to <see cref="Begin"/>, in their order. The array may be reused.</summary>
    void Add(object?[] values);
}
