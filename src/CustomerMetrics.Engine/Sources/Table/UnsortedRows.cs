using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Rows in the order they came, in columns of chunks.</summary>
internal sealed class UnsortedRows
{
    public UnsortedRows(bool hasCost, int groups)
    {
        Cost = hasCost ? new() : null;
        Groups = [.. Enumerable.Range(0, groups).Select(_ => new GrowingColumn<int>())];
    }

    public RowNumbers Numbers { get; } = new();

    public GrowingColumn<int> Customer { get; } = new();

    public GrowingColumn<int> Day { get; } = new();

    public GrowingColumn<long> Amount { get; } = new();

    public GrowingColumn<long>? Cost { get; }

    public IReadOnlyList<GrowingColumn<int>> Groups { get; }

    /// <summary>A hash of the whole record, which tells duplicates from rows that merely agree in the columns read.</summary>
    public GrowingColumn<uint> Fingerprint { get; } = new();

    public void Release(int chunk)
    {
        Customer.Release(chunk);
        Day.Release(chunk);
        Amount.Release(chunk);
        Cost?.Release(chunk);
        Fingerprint.Release(chunk);
        foreach (var group in Groups)
        {
            group.Release(chunk);
        }
    }
}
