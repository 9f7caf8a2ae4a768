using System;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>Dates that are another date with day and month the other way round.</summary>
public sealed class DateOrderTests
{
    private static readonly ImportOptions DayFirst = TestSource.Options with { DateFormats = ["d/M/yyyy"] };

    [Theory]
    [InlineData(BadRowAction.Skip, "d/M/yyyy")]
    [InlineData(BadRowAction.Stop, "d/M/yyyy", "M/d/yyyy")]
    public void BothOrdersInOneFileAreAnError(BadRowAction badRow, params string[] formats)
    {
        var csv = Finding.Csv("a,05/06/2024,10", "a,25/06/2024,20", "b,07/07/2024,30", "b,06/25/2024,40", "c,04/03/2024,5");
        var options = TestSource.Options with { DateFormats = formats, BadRow = badRow };
        string[] columns = ["customer_id", "date", "amount"];
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',').Cast<object?>().ToArray());
        foreach (var table in new[] { TestSource.FromText(csv, options), TestSource.FromRows(columns, rows, options) })
        {
            var found = Finding.Of("DateOrder", table)!;
            Assert.Equal((DataSeverity.Error, 2, 15m), (found.Severity, found.Count, found.Amount));
            Assert.Equal([1, 5], found.Examples);
        }
    }

    [Fact]
    public void ManyDatesThatProveNothingAreAWarning()
    {
        var rows = Enumerable.Range(1, 11).Select(month => $"a,12/{month:00}/2024,1").ToList();
        Assert.Equal((DataSeverity.Warning, 11L), Of(rows));
        Assert.Null(Of([.. rows, "a,13/01/2024,1"]));
        Assert.Null(Of(rows.Take(9)));
    }

    [Fact]
    public void DatesThatBeginWithTheYearSayNothing() =>
        Assert.Null(Finding.Of("DateOrder", Enumerable.Range(1, 12).Select(month => $"a,2024-{month:00}-12,1")));

    [Fact]
    public void DatesThatNameTheMonthSayNothing() =>
        Assert.Null(Finding.Of("DateOrder", TestSource.FromText(Finding.Csv(Enumerable.Range(1, 11).Select(day => $"a,{day:00} Dec 2024,1")), TestSource.Options with { DateFormats = ["dd MMM yyyy"] })));

    [Fact]
    public void DatesThatAreNoTextSayNothing() =>
        Assert.Null(Finding.Of("DateOrder", TestSource.FromRows(["customer_id", "date", "amount"], Enumerable.Range(1, 11).Select(month => new object?[] { "a", new DateTime(2024, month, 12), 1 }), DayFirst)));

    [Fact]
    public void ACultureHasAnOrderToo() =>
        Assert.Equal((DataSeverity.Error, 1L), (Finding.Of("DateOrder", TestSource.FromText(Finding.Csv("a,05/06/2024,1", "a,06/25/2024,1", "a,25/06/2024,1"), TestSource.Options with { Culture = new("en-US"), BadRow = BadRowAction.Skip })) is { } found ? (found.Severity, found.Count) : default));

    private static (DataSeverity, long)? Of(params System.Collections.Generic.IEnumerable<string> rows) =>
        Finding.Of("DateOrder", TestSource.FromText(Finding.Csv(rows), DayFirst)) is { } found ? (found.Severity, found.Count) : null;
}
