using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Moves;
using CustomerMetrics.Engine.Facts.Summaries;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>A table of several ranges tells what one pass over all its customers tells.</summary>
public sealed class CustomerRangeTests
{
    private const int Rows = 160_000;

    private static readonly ColumnTable Table = (ColumnTable)(CustomerSource)TestSource.FromText(RandomTransactions.Csv(7, Rows, customers: 20_000), TestSource.Options with { Columns = new() { Groups = ["region", "channel"] } });

    private static readonly int AsOf = PeriodCalendar.Day(Table.AsOf);

    private static RowColumns Data => Table.Data;

    [Fact]
    public void RangesHoldEachCustomerOnceInTheirOrder()
    {
        var ranges = CustomerRanges.Scan(Data, 1, range => range, CancellationToken.None);
        Assert.True(ranges.Length > 1);
        Assert.Equal(0, ranges[0].From);
        Assert.Equal(Data.Customers, ranges[^1].To);
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void ABookAsLargeAsTheTableIsMadeOnce() => Assert.Single(CustomerRanges.Scan(Data, Rows, range => range, CancellationToken.None));

    [Theory]
    [InlineData(ActivityRule.Period, "")]
    [InlineData(ActivityRule.Period, "region,channel")]
    [InlineData(ActivityRule.Window, "")]
    [InlineData(ActivityRule.Window, "region,channel")]
    public void TheLedgerIsThatOfOnePass(ActivityRule rule, string groupBy)
    {
        var question = new LedgerQuestion(PeriodUnit.Month, rule, 45, AsOf, RefundRule.Separate, Columns(groupBy));
        var calendar = LedgerScan.FindCalendar(Data, question)!;
        var groups = GroupKeys.Create(Data, question.GroupBy);
        var book = new LedgerBook(calendar.Count, groups.Count);
        var losses = LedgerScan.Run(Data, question, calendar, groups, book, CustomerRanges.All(Data), CancellationToken.None);
        losses?.AddTo(book, groups.IsGrouped);
        var fact = LedgerScan.Scan(Data, question, CancellationToken.None);
        Assert.Equal(book.ToLines(groups.Names, groups.IsGrouped).Select(Figures), fact.Lines.Select(Figures));
        Assert.Equal(losses?.CameBackShare, fact.CameBackShare);
    }

    [Fact]
    public void TheLedgerOfContractsIsThatOfOnePass()
    {
        var table = (TermTable)(CustomerSource)RandomTerms.Table(8, 120_000, 30_000);
        var question = new LedgerQuestion(PeriodUnit.Month, ActivityRule.Contract, 0, PeriodCalendar.Day(table.AsOf), RefundRule.Net, []) { Contract = table.Contract };
        var calendar = LedgerScan.FindCalendar(table.Data, question)!;
        var groups = GroupKeys.Create(table.Data, []);
        var book = new LedgerBook(calendar.Count, 1);
        var losses = LedgerScan.Run(table.Data, question, calendar, groups, book, CustomerRanges.All(table.Data), CancellationToken.None)!;
        losses.AddTo(book, isGrouped: false);
        var fact = LedgerScan.Scan(table.Data, question, CancellationToken.None);
        Assert.True(CustomerRanges.Scan(table.Data, 1, range => range, CancellationToken.None).Length > 1);
        Assert.Equal(book.ToLines(groups.Names, isGrouped: false).Select(Figures), fact.Lines.Select(Figures));
        Assert.Equal(losses.CameBackShare, fact.CameBackShare);
    }

    [Fact]
    public void MovesAndWinBacksAreThoseOfTheLedger()
    {
        var question = new LedgerQuestion(PeriodUnit.Month, ActivityRule.Period, 0, AsOf, RefundRule.Net, []);
        var ledger = LedgerScan.Scan(Data, question, CancellationToken.None);
        var moves = MoveScan.Scan(Data, new(question, ledger.Calendar!.FirstDay, AsOf - 1, []), CancellationToken.None);
        Assert.Equal(ledger.Lines.Sum(line => line.Line.New), Customers(PartKind.New));
        Assert.Equal(ledger.Lines.Sum(line => line.Line.Returned), Customers(PartKind.Returned));
        Assert.Equal(ledger.Lines.Sum(line => line.Line.Lost), Customers(PartKind.Lost));
        Assert.Equal(ledger.Lines.Sum(line => line.Line.Opening), Customers(PartKind.Kept) + Customers(PartKind.Lost));
        Assert.Equal(ledger.Lines.Sum(line => line.Line.Returned), WinBackScan.Scan(Data, new(question, null), CancellationToken.None).Lines.Where(line => line.IsReturned).Sum(line => line.Customers));

        long Customers(PartKind kind) => moves.Where(line => line.Cell.Kind == kind).Sum(line => line.Customers);
    }

    [Fact]
    public void TotalsAreThoseOfEachCustomer()
    {
        var question = new TotalQuestion(AsOf - 100, AsOf, ["region"]);
        var groups = GroupKeys.Create(Data, question.GroupBy);
        var each = from customer in Enumerable.Range(0, Data.Customers)
                   let sum = CustomerTotalScan.Sum(Data, customer, question, groups)
                   where sum is not null
                   select (Data.CustomerIds.GetName(customer), groups.Name(sum.Value.Group), sum.Value.Rows, sum.Value.Sales);
        Assert.Equal(each, CustomerTotalScan.Scan(Data, question, CancellationToken.None).Select(total => (total.CustomerId, total.Group, total.Rows, total.Sales)));
    }

    [Theory]
    [InlineData(CohortMeasure.Customers, "")]
    [InlineData(CohortMeasure.CumulativeRevenue, "region")]
    public void CohortsAreThoseOfOnePass(CohortMeasure measure, string groupBy)
    {
        var question = new CohortQuestion(PeriodUnit.Month, CohortOffset.Calendar, false, measure, [], 0, int.MaxValue, AsOf, RefundRule.Net, Columns(groupBy));
        var groups = GroupKeys.Create(Data, question.GroupBy);
        var book = new CohortBook(question, groups);
        CohortScan.Each(Data, question, groups, book, CancellationToken.None);
        var fact = CohortScan.Scan(Data, null, question, CancellationToken.None);
        Assert.NotEmpty(fact.Lines);
        Assert.Equal(book.Close().Select(Figures), fact.Lines.Select(Figures));
    }

    [Fact]
    public void GroupsAreTheSumsOfTheirCustomers()
    {
        var question = new TotalQuestion(AsOf - 100, AsOf, ["region", "channel"]);
        Assert.Equal(GroupTotal.Sum(CustomerTotalScan.Scan(Data, question, CancellationToken.None), total => total.Group), GroupTotalScan.Scan(Data, question, CancellationToken.None));
    }

    [Fact]
    public void HistoriesAreThoseOfTheCustomers()
    {
        var buyers = CustomerSummaryScan.Scan(Data, AsOf, []).Where(customer => customer.ActivityDays > 0).ToList();
        var fact = HistoryScan.Scan(Data, AsOf, AsOf, salesOnly: false, CancellationToken.None);
        Assert.Equal(
            buyers.GroupBy(customer => (Age: AsOf - 1 - customer.FirstActivity, Last: customer.LastActivity - customer.FirstActivity, Repeats: customer.ActivityDays - 1)).OrderBy(history => history.Key).Select(history => new PurchaseHistory(history.Key.Repeats, history.Key.Last, history.Key.Age, history.Count())),
            fact.Purchases);
        Assert.Equal(
            buyers.Where(customer => customer.ActivityDays > 1).GroupBy(customer => (Repeats: customer.ActivityDays - 1, Money: customer.RepeatSales + customer.RepeatRefunds)).OrderBy(spend => spend.Key).Select(spend => new SpendHistory(spend.Key.Repeats, spend.Key.Money, spend.Count())),
            fact.Spends);
        Assert.Equal(buyers.Min(customer => customer.FirstActivity), fact.FirstDay);
    }

    [Fact]
    public void ACancelledScanIsCancelled()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CustomerRanges.Scan(
            Data,
            1,
            range =>
            {
                source.Cancel();
                source.Token.ThrowIfCancellationRequested();
                return range;
            },
            source.Token));
    }

    [Fact]
    public void AFailureIsToldAsItIs() => Assert.Throws<InvalidOperationException>(() => CustomerRanges.Scan<int>(Data, 1, _ => throw new InvalidOperationException(), CancellationToken.None));

    private static string[] Columns(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Figures(LedgerFactLine line) => Text([line.Period, line.Group, .. Properties(line.Line), .. Squares(line.Line)]);

    private static IEnumerable<object?> Squares(LedgerLine line) =>
        [line.LossProducts.OpeningSquares, line.LossProducts.GrossSquares, line.LossProducts.GrossProducts, line.LossProducts.NetSquares, line.LossProducts.NetProducts];

    private static string Figures(CohortLine line) =>
        Text([line.Period, line.Done, line.Group, line.Customers, line.Base, line.BaseSquares.ToDouble(), .. Figures(line.Before), .. line.Bins.SelectMany(Figures)]);

    private static IEnumerable<object?> Figures(CohortBin bin) => [bin.Active, bin.Orders, bin.Value, bin.Refunds, bin.Squares.ToDouble(), bin.Products.ToDouble()];

    private static IEnumerable<object?> Properties(object of) => of.GetType().GetProperties().Select(property => property.GetValue(of));

    private static string Text(IEnumerable<object?> figures) => string.Join(' ', figures.Select(figure => Convert.ToString(figure, CultureInfo.InvariantCulture)));
}
