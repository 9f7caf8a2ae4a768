using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>Refunds booked to their sale are what the rows would be with the refunds dated so by hand, and none is known before its own day.</summary>
public sealed class RefundOriginalTests
{
    private static readonly ImportOptions Original = TestSource.Options with { Refund = RefundRule.Original, Columns = new() { Reference = "order", Groups = ["region"] } };

    public static TheoryData<int, string> Cases() => new(
        from seed in Enumerable.Range(1, 8)
        from asOf in new[] { "2024-03-01", "2024-05-17", "2024-12-31" }
        select (seed, asOf));

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsTheLedgerOfRowsDatedByHand(int seed, string asOfText)
    {
        var asOf = DateTime.Parse(asOfText, CultureInfo.InvariantCulture);
        var rows = Draw(seed);
        var table = TestSource.FromText(Csv(rows), Original);
        var byHand = TestSource.FromText(Csv(DateByHand(rows.Where(row => row.Date < asOf).ToList())), TestSource.Options with { AsOf = asOf, Columns = new() { Groups = ["region"] } });
        foreach (var query in new LedgerQuery[]
        {
            new() { AsOf = asOf },
            new() { AsOf = asOf, GroupBy = ["region"] },
            new() { AsOf = asOf, ActivityRule = ActivityRule.Window, WindowDays = 40, GroupBy = ["region"] },
        })
        {
            Assert.Equal(Lines(byHand, query), Lines(table, query));
        }

        Assert.Equal(Values(byHand, asOf), Values(table, asOf));
    }

    [Fact]
    public void FindsTheLatestSaleOfTheOrderOnOrBeforeTheRefund()
    {
        var table = TestSource.FromText("customer_id,date,amount,order\na,2024-01-10,10,1\na,2024-02-10,10,1\na,2024-03-10,10,1\na,2024-02-20,-10,1\n", Original with { Columns = new() { Reference = "order" } });
        Assert.Equal([10m, 0m, 10m], Lines(table, new() { AsOf = new DateTime(2024, 4, 1) }).Select(entry => entry.ClosingValue));
        Assert.Equal((1, -10m, 0), (table.RefundsMatched, table.AmountMatched, table.RefundsUnmatched));
    }

    [Fact]
    public void ASaleOnTheDayOfTheRefundMayStandBehindIt()
    {
        var table = TestSource.FromText("customer_id,date,amount,order\na,2024-01-10,-10,1\na,2024-01-10,10,1\n", Original with { Columns = new() { Reference = "order" } });
        Assert.Equal(1, table.RefundsMatched);
    }

    [Theory]
    [InlineData("a,2024-02-10,-10,2")] // another order
    [InlineData("b,2024-02-10,-10,1")] // another customer
    [InlineData("a,2024-01-09,-10,1")] // before the sale
    [InlineData("a,2024-02-10,-10,")] // no order
    public void ARefundWithoutItsSaleStaysOnItsDayAndIsCounted(string refund)
    {
        var csv = $"customer_id,date,amount,order\na,2024-01-10,10,1\n{refund}\na,2024-01-11,10,\n";
        var table = TestSource.FromText(csv, Original with { Columns = new() { Reference = "order" } });
        Assert.Equal((0, 1, -10m), (table.RefundsMatched, table.RefundsUnmatched, table.AmountUnmatched));
        Assert.Contains(table.Warnings, warning => warning.StartsWith("1 of 1 refunds", StringComparison.Ordinal));
        Assert.Equal(Lines(TestSource.FromText(csv), new()), Lines(table, new()));
    }

    [Fact]
    public void SalesMayNameTheirOrderInAnotherColumn()
    {
        var table = TestSource.FromText("customer_id,date,amount,id,takes_back\na,2024-01-10,10,7,\na,2024-02-10,-10,8,7\n", Original with { Columns = new() { Reference = "takes_back", Order = "id" } });
        Assert.Equal(1, table.RefundsMatched);
        Assert.Equal(0, Lines(table, new() { AsOf = new DateTime(2024, 3, 1) })[0].Closing);
        Assert.Equal(1, Lines(table, new() { AsOf = new DateTime(2024, 2, 1) })[0].Closing);
    }

    [Fact]
    public void RefundsAfterTheAsOfDateAreNotCounted()
    {
        var csv = "customer_id,date,amount,order\na,2024-01-10,10,1\na,2024-02-10,-10,1\na,2024-02-11,-5,9\n";
        var table = TestSource.FromText(csv, Original with { AsOf = new DateTime(2024, 2, 1), Columns = new() { Reference = "order" } });
        Assert.Equal((0, 0), (table.RefundsMatched, table.RefundsUnmatched));
    }

    private sealed record Row(string Customer, DateTime Date, decimal Amount, string Order, string Region);

    private static List<Row> Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(_ => new Row(
            "c" + random.Next(25),
            new DateTime(2024, 1, 5).AddDays(random.Next(200)),
            random.Next(3) == 0 ? -random.Next(1, 4) : random.Next(0, 4),
            random.Next(8) == 0 ? "" : "o" + random.Next(6),
            random.Next(2) == 0 ? "north" : "south"))];
    }

    // Row by row, as the definition says it.
    private static IEnumerable<Row> DateByHand(IReadOnlyList<Row> rows) =>
        from row in rows
        let sale = row.Amount >= 0 || row.Order.Length == 0 ? null : rows.Where(other => other.Amount >= 0 && other.Customer == row.Customer && other.Order == row.Order && other.Date <= row.Date).MaxBy(other => other.Date)
        select sale is null ? row : row with { Date = sale.Date };

    private static string Csv(IEnumerable<Row> rows) => "customer_id,date,amount,order,region\n" + string.Join('\n', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Customer},{row.Date:yyyy-MM-dd},{row.Amount},{row.Order},{row.Region}"))) + "\n";

    private static List<CustomerLedgerEntry> Lines(TransactionTable table, LedgerQuery query) =>
        [.. TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries.Select(entry => entry with { Source = null })];

    private static List<CustomerValue> Values(TransactionTable table, DateTime asOf) =>
        [.. TestSource.Engine.GetValue(table, new ValueQuery { AsOf = asOf, GroupBy = ["region"] }, CancellationToken.None).OrderBy(value => value.CustomerId, StringComparer.Ordinal)];
}
