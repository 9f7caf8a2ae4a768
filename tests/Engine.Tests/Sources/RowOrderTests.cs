using System;
using System.Globalization;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Sources.Table;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>A table that is counted and placed on several threads has the rows of each customer by day, and those of a day as they came.</summary>
public sealed class RowOrderTests
{
    private const int Rows = 600_000;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void RowsKeepTheirOrder(int rejectEvery)
    {
        var random = new Random(3);
        var csv = new StringBuilder("customer,date,amount\n");
        var rows = Enumerable.Range(1, Rows).Select(number => (Number: number, Customer: random.Next(20_000), Day: random.Next(100), IsRejected: rejectEvery > 0 && random.Next(rejectEvery) == 0)).ToList();
        foreach (var (number, customer, day, isRejected) in rows)
        {
            // The amount tells which row it is.
            csv.Append(CultureInfo.InvariantCulture, $"c{customer},{new DateOnly(2024, 1, 1).AddDays(day):yyyy-MM-dd},{(isRejected ? "?" : number.ToString(CultureInfo.InvariantCulture))}\n");
        }

        var table = (ColumnTable)(CustomerSource)TestSource.FromText(csv.ToString(), TestSource.Options with { BadRow = BadRowAction.Skip });
        var kept = rows.Where(row => !row.IsRejected).ToList();
        var customers = kept.Select(row => row.Customer).Distinct().Select((customer, place) => (customer, place)).ToDictionary(pair => pair.customer, pair => pair.place);
        var expected = kept.OrderBy(row => customers[row.Customer]).ThenBy(row => row.Day).ThenBy(row => row.Number).ToList();
        Assert.Equal(kept.Count, table.Rows);
        Assert.Equal(expected.Select(row => row.Number), table.Data.RowNumber);
        Assert.Equal(expected.Select(row => row.Number * Money.UnitsPerOne), table.Data.Amount);
        Assert.Equal(expected.Select(row => new DateOnly(2024, 1, 1).DayNumber + row.Day), table.Data.Day);
    }
}
