using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Rows in the order they came, in columns of chunks.</summary>
internal sealed class UnsortedRows : IDisposable
{
    public UnsortedRows(RowShape shape)
    {
        Cost = shape.HasCost ? new() : null;
        Local = shape.HasCurrency ? new() : null;
        Groups = [.. Enumerable.Range(0, shape.Groups).Select(_ => new GrowingColumn<int>())];
        Currency = shape.HasCurrency ? new() : null;
        Reference = shape.HasReference ? new() : null;
        End = shape.HasEnd ? new() : null;
        Sums = [.. new[] { Cost, Local }.OfType<GrowingColumn<long>>()];
        Codes = [.. Groups.Append(Currency).Append(Reference).Append(End).OfType<GrowingColumn<int>>()];
    }

    public RowNumbers Numbers { get; } = new();

    public GrowingColumn<int> Customer { get; } = new();

    public GrowingColumn<int> Day { get; } = new();

    public GrowingColumn<long> Amount { get; } = new();

    /// <summary>A hash of the whole record, which tells duplicates from rows that merely agree in the columns read.</summary>
    public GrowingColumn<uint> Fingerprint { get; } = new();

    public GrowingColumn<long>? Cost { get; }

    /// <summary>Amounts before they were converted.</summary>
    public GrowingColumn<long>? Local { get; }

    public IReadOnlyList<GrowingColumn<int>> Groups { get; }

    public GrowingColumn<int>? Currency { get; }

    /// <summary>The order that a row belongs to, or that a refund takes back; -1 is none.</summary>
    public GrowingColumn<int>? Reference { get; }

    /// <summary>The first day after a term.</summary>
    public GrowingColumn<int>? End { get; }

    /// <summary>The money that not every table has: cost, local amounts.</summary>
    public List<GrowingColumn<long>> Sums { get; }

    /// <summary>The codes that not every table has: groups, currency, reference, end.</summary>
    public List<GrowingColumn<int>> Codes { get; }

    public void Dispose()
    {
        foreach (var column in Sums.Append(Amount))
        {
            column.Dispose();
        }

        foreach (var column in Codes.Append(Customer).Append(Day))
        {
            column.Dispose();
        }

        Fingerprint.Dispose();
    }
}
