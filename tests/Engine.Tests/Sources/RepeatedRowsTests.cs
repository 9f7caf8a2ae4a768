using System;
using System.Linq;
using CustomerMetrics.Engine.Sources.Table;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Rows that were read before are found, however many rows a customer has on a day.</summary>
public sealed class RepeatedRowsTests
{
    // Days of few rows are searched in another way than days of many.
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(5_000)]
    public void RepeatsOfADayAreThoseOfEqualRows(int rowsOfADay)
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 20 * rowsOfADay)
            .Select(_ => (Customer: random.Next(2), Day: random.Next(1, 10), Amount: random.Next(1 + (rowsOfADay / 3)), Note: random.Next(3)))
            .ToList();
        var csv = "customer,date,amount,note\n" + string.Concat(rows.Select(row => $"c{row.Customer},2024-01-0{row.Day},{row.Amount},{row.Note}\n"));
        var repeats = rows.Select((row, i) => (row, Number: i + 1)).GroupBy(row => row.row).SelectMany(equal => equal.Skip(1)).ToList();

        var table = (ColumnTable)(CustomerSource)TestSource.FromText(csv);
        Assert.Equal(repeats.Count, table.DuplicateRows);
        Assert.Equal(repeats.Select(repeat => repeat.Number).Order(), table.Data.RowNumber.Where((_, row) => table.Data.Repeats![row]).Order());
        Assert.Equal(repeats.Sum(repeat => repeat.row.Amount), table.DuplicateAmount);

        var rest = TestSource.FromText(csv, TestSource.Options with { DropDuplicate = true });
        Assert.Equal(rows.Distinct().Count(), rest.Rows);
        Assert.Equal(rows.Distinct().Sum(row => row.Amount), rest.Amount);
    }
}
