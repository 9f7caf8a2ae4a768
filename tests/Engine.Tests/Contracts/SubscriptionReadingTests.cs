using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>What a row of subscriptions may say, from a file and from rows, and what is an error.</summary>
public sealed class SubscriptionReadingTests
{
    private static readonly ImportOptions AsOfJuly = TestSource.Options with { AsOf = new DateTime(2024, 7, 1) };

    [Theory]
    [InlineData("EndBeforeStart", "customer,start,end,mrr", "a,2024-02-01,2024-01-31,10")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,fortnight")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,   ")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,0 months")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,1201 months")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,99999999999999999999 months")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,1.5 months")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,month 3")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,12")]
    [InlineData("BillingPeriodUnknown", "customer,start,end,amount,billing_period", "a,2024-02-01,,10,every month that the customer has agreed to")]
    [InlineData("BillingPeriodMissing", "customer,start,end,amount", "a,2024-02-01,,10")]
    [InlineData("AmountOutOfRange", "customer,start,end,amount,billing_period", "a,2024-02-01,,900000000000000,day")]
    [InlineData("AmountMissing", "customer,start,end,mrr", "a,2024-02-01,,")]
    [InlineData("DateNotReadable", "customer,start,end,mrr", "a,2024-02-01,never,10")]
    [InlineData("DateNotReadable", "customer,start,end,cancelled_at,mrr", "a,2024-02-01,,soon,10")]
    [InlineData("DateMissing", "customer,start,end,mrr", "a,,2024-02-01,10")]
    [InlineData("ColumnNotFound", "customer,start,mrr", "a,2024-02-01,10")]
    [InlineData("ColumnNotFound", "customer,end,mrr", "a,2024-02-01,10")]
    [InlineData("ColumnAmbiguous", "customer,start,start_date,end,mrr", "a,2024-02-01,2024-02-01,,10")]
    public void WhatCannotBeReadIsAnError(string errorId, string header, string row)
    {
        var options = AsOfJuly with { Contract = new() };
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => TestSource.Subscriptions($"{header}\n{row}\n", new(), AsOfJuly)).ErrorId);
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => FromRows(header.Split(','), [row.Split(',')], options)).ErrorId);
    }

    [Fact]
    public void BadRowsAreLeftOutAndCounted()
    {
        const string csv = "customer,start,end,mrr\na,2024-02-01,2024-01-01,10\nb,2024-02-01,,20\n";
        var table = TestSource.Subscriptions(csv, new(), AsOfJuly with { BadRow = BadRowAction.Skip });
        Assert.Equal((2L, 1L, 1L, 10m), (table.RowsRead, table.Rows, table.RejectedRows, table.RejectedAmount));
        var failure = Assert.Throws<CustomerMetricsException>(() => TestSource.Subscriptions(csv[..csv.IndexOf('b', StringComparison.Ordinal)], new(), AsOfJuly with { BadRow = BadRowAction.Skip }));
        Assert.Equal("AllRowsRejected", failure.ErrorId);
        Assert.Contains("-StartColumn", failure.Remedy!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("month", 120, 120)]
    [InlineData(" Monthly ", 120, 120)]
    [InlineData("per month", 120, 120)]
    [InlineData("quarterly", 120, 40)]
    [InlineData("3 months", 120, 40)]
    [InlineData("half-year", 120, 20)]
    [InlineData("semi_annual", 120, 20)]
    [InlineData("Annual", 120, 10)]
    [InlineData("12 months", 120, 10)]
    [InlineData("2 years", 120, 5)]
    [InlineData("1200 years", 120, 0.0083)]
    [InlineData("week", 120, 520)]
    [InlineData("4 weeks", 120, 130)]
    [InlineData("day", 120, 3652.5)]
    [InlineData("7 days", 0.7, 3.0438)]
    [InlineData("year", 2000, 166.6667)]
    [InlineData("year", -2000, -166.6667)]
    public void AnAmountIsBroughtToAMonth(string billing, double amount, double ofMonth)
    {
        var table = TestSource.Subscriptions(FormattableString.Invariant($"customer,start,end,amount,billing_period\na,2024-02-01,,{amount},{billing}\na,2024-02-01,,1000000,month\n"), new(), AsOfJuly);
        Assert.Equal(1_000_000m + (decimal)ofMonth, Ledger(table)[0].ClosingValue);
    }

    [Theory]
    [InlineData("mrr", null, 120)]
    [InlineData("Monthly Amount", null, 120)]
    [InlineData("amount", null, 10)]
    [InlineData("mrr", "billing_period", 10)]
    public void TheMoneyOfAMonthIsNotDividedBesideAPlanInterval(string amount, string? named, double ofMonth)
    {
        var options = AsOfJuly with { Columns = new() { BillingPeriod = named } };
        Assert.Equal((decimal)ofMonth, Ledger(TestSource.Subscriptions($"customer,start,end,{amount},billing_period\na,2024-02-01,,120,year\n", new(), options))[0].ClosingValue);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("9999-12-31", "")]
    [InlineData("9999-01-01", "")]
    [InlineData("", "9999-12-31")]
    [InlineData("9999-12-31", "9999-12-31")]
    public void AnOpenEndIsWrittenInManyWays(string end, string cancel)
    {
        foreach (var rule in new ContractRule[] { new(), new() { EndIsLastDay = true }, new() { LossDate = LossDate.Cancel }, new() { GraceDays = 3660 } })
        {
            var table = TestSource.Subscriptions($"customer,start,end,cancelled_at,mrr\na,2024-02-01,{end},{cancel},10\n", rule, AsOfJuly);
            Assert.Equal(1, table.OpenRows);
            Assert.Equal((1, 0), (Ledger(table)[^1].Closing, Ledger(table)[^1].Undecided));
        }
    }

    [Fact]
    public void TheTableTellsItsKindsOfTerms()
    {
        const string csv = "customer,start,end,mrr\na,2024-02-01,,10\na,2024-02-01,2024-04-01,-1\nb,2024-02-01,2024-02-01,5\nc,2024-03-01,2024-05-01,0\nd,2024-07-01,,7\n";
        var table = TestSource.Subscriptions(csv, new(), AsOfJuly);
        Assert.Equal((5L, 4L, 1L, 1L, 1L, 1L, 1L, 3), (table.RowsRead, table.Rows, table.OpenRows, table.FreeRows, table.CreditRows, table.EmptyRows, table.RowsAfterAsOf, table.Customers));
    }

    [Theory]
    [InlineData("a,2024-02-01,,10", 2024, 2, 2)]
    [InlineData("a,2024-02-01,2024-04-01,10", 2024, 4, 2)]
    [InlineData("a,2024-02-01,9999-12-31,10", 2024, 2, 2)]
    [InlineData("a,2024-02-01,2100-04-01,10", 2100, 1, 1)]
    [InlineData("a,2101-02-01,,10", 2100, 1, 1)]
    public void TheDefaultAsOfDateIsTheDayAfterTheLastStartOrEnd(string row, int year, int month, int day) =>
        Assert.Equal(new DateTime(year, month, day), TestSource.Subscriptions($"customer,start,end,mrr\n{row}\n", new()).AsOf);

    [Fact]
    public void WithEndIsLastDayATermMayEndBeforeItsFirstDayByOne()
    {
        var rule = new ContractRule { EndIsLastDay = true };
        Assert.Equal(1, TestSource.Subscriptions("customer,start,end,mrr\na,2024-02-01,2024-01-31,10\n", rule, AsOfJuly).EmptyRows);
        Assert.Equal("EndBeforeStart", Assert.Throws<CustomerMetricsException>(() => TestSource.Subscriptions("customer,start,end,mrr\na,2024-02-01,2024-01-30,10\n", rule, AsOfJuly)).ErrorId);
    }

    [Fact]
    public void ContractsAreForSubscriptionsAndForNothingElse()
    {
        var terms = TestSource.Subscriptions("customer,start,end,mrr\na,2024-02-01,,10\n", new(), AsOfJuly);
        var sales = TestSource.FromText("customer,date,amount\na,2024-02-01,10\n");
        Assert.Equal("ContractWithoutTerms", Error(() => Ledger(sales, new() { ActivityRule = ActivityRule.Contract })));
        Assert.Equal("ContractsHaveOneRule", Error(() => Ledger(terms, new() { ActivityRule = ActivityRule.Period })));
        Assert.Equal("ContractsHaveOneRule", Error(() => Ledger(terms, new() { ActivityRule = ActivityRule.Window, WindowDays = 30 })));
        Assert.Equal("SpanUnderWindow", Error(() => Ledger(sales, new() { ActivityRule = ActivityRule.Window, WindowDays = 30, Span = 2 })));
        Assert.Equal("WindowDaysWithoutWindow", Error(() => Ledger(terms, new() { WindowDays = 30 })));
        Assert.Equal(ActivityRule.Contract, Ledger(terms, new() { ActivityRule = ActivityRule.Contract })[0].ActivityRule);
    }

    [Fact]
    public void WhatIsAskedOfPurchasesIsOneClearError()
    {
        var terms = TestSource.Subscriptions("customer,start,end,mrr\na,2024-02-01,,10\n", new(), AsOfJuly);
        Assert.Equal("SubscriptionsHaveNoPurchases", Error(() => TestSource.Engine.GetValue(terms, new(), CancellationToken.None).Count()));
        Assert.Equal("SubscriptionsHaveNoPurchases", Error(() => TestSource.Engine.TestData(terms, new() { Tomorrow = new DateTime(2100, 1, 1) }, CancellationToken.None).Count()));
        Assert.Equal("SubscriptionsHaveNoPurchases", Error(() => TestSource.Engine.FitModel(terms, new(), CancellationToken.None)));
    }

    private static string Error(Func<object> ask) => Assert.Throws<CustomerMetricsException>(() => ask()).ErrorId;

    private static IReadOnlyList<CustomerLedgerEntry> Ledger(CustomerSource source, LedgerQuery? query = null) => TestSource.Engine.GetLedger(source, query ?? new(), CancellationToken.None).Entries;

    private static CustomerTable FromRows(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, ImportOptions options)
    {
        using var importer = TestSource.Engine.ReadRows("rows", options);
        importer.Begin(columns);
        foreach (var row in rows)
        {
            importer.Add(row);
        }

        return importer.Complete(CancellationToken.None);
    }
}
