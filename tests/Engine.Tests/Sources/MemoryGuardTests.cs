using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Rows;
using CustomerMetrics.Engine.Sources.Table;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>What does not fit in memory is refused, and never by a crash.</summary>
public sealed class MemoryGuardTests
{
    private const long Megabyte = 1 << 20;
    private static readonly string[] Columns = ["customer_id", "date", "amount"];
    private static readonly RowShape Plain = RowShape.Of(TestSource.Options);

    [Fact]
    public void AFileIsRefusedByWhatItWillNeed()
    {
        var guard = new MemoryGuard(Plain, 320 * Megabyte);
        guard.Check(20 * Megabyte, 400 * Megabyte, 500_000, 1_000);
        var error = Assert.Throws<CustomerMetricsException>(() => guard.Check(20 * Megabyte, 440 * Megabyte, 500_000, 1_000));
        Assert.Equal("MemoryTooSmall", error.ErrorId);
        Assert.Equal(FailureKind.LimitExceeded, error.Kind);
        Assert.Contains("some 11,000,000 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("320 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstRowsForetellNothing() => new MemoryGuard(Plain, 320 * Megabyte).Check(Megabyte, 4_000 * Megabyte, 50_000, 1_000);

    [Fact]
    public void EachColumnCounts()
    {
        var grouped = RowShape.Of(TestSource.Options with { Columns = new ColumnMapping { Groups = ["region", "channel"] } });
        var room = 1_000_000L * 36;
        new MemoryGuard(Plain, room).Check(0, 0, 1_000_000, 0);
        Refuses(grouped, room, 1_000_000, 0);
    }

    [Fact]
    public void CustomersCount()
    {
        new MemoryGuard(Plain, 100 * Megabyte).Check(0, 0, 2_000_000, 1_000);
        Refuses(Plain, 100 * Megabyte, 2_000_000, 2_000_000);
    }

    [Fact]
    public void RowsAreRefusedAsTheyCome()
    {
        using var importer = new RowImporter("rows", TestSource.Options, new MemoryGuard(Plain, Megabyte));
        importer.Begin(Columns);
        var error = Assert.Throws<CustomerMetricsException>(() =>
        {
            foreach (var row in Enumerable.Range(0, 100_000))
            {
                importer.Add(["a", "2024-01-01", row]);
            }

            importer.Complete(CancellationToken.None);
        });
        Assert.Equal("MemoryTooSmall", error.ErrorId);
    }

    [Fact]
    public void ASystemWithoutMemoryIsToldAsWell()
    {
        using var importer = new RowImporter("rows", TestSource.Options);
        importer.Begin(Columns);
        var error = Assert.Throws<CustomerMetricsException>(() => importer.Add(["a", "2024-01-01", new Exhausting()]));
        Assert.Equal("MemoryTooSmall", error.ErrorId);
        Assert.IsType<OutOfMemoryException>(error.InnerException);
    }

    private static void Refuses(RowShape shape, long room, long rows, long names) =>
        Assert.Equal("MemoryTooSmall", Assert.Throws<CustomerMetricsException>(() => new MemoryGuard(shape, room).Check(0, 0, rows, names)).ErrorId);

    private sealed class Exhausting
    {
        // Longer than any text can be, wherever it runs.
        public override string ToString() => new('x', int.MaxValue);
    }
}
