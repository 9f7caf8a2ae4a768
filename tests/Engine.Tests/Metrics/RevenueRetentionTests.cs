using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>Movements of money, and what is left of a base, against the rows themselves.</summary>
public sealed class RevenueRetentionTests
{
    private const string Terms = """
        customer,start,end,mrr
        A,2024-01-10,2024-07-10,100.00
        A,2024-07-10,,150.00
        B,2024-02-01,2025-02-01,80.00
        C,2024-03-15,,200.00
        D,2025-01-20,,90.00
        E,2024-02-10,2024-03-01,40.00
        E,2025-02-10,,30.00
        """;

    /// <summary>
    /// At the end of February 2024 A pays 100, B 80 and E 40. At the end of February 2025 A pays 150, B is gone, and E is back with 30. Of 220 there are left
    /// at most 100 and 30, and with what A pays more 180.
    /// </summary>
    [Fact]
    public void ABaseKeepsThoseWhoWereLostSinceThen()
    {
        var february = Of(TestSource.Subscriptions(Terms, options: TestSource.Options with { AsOf = new DateTime(2025, 4, 1) }), new()).Single(line => line.Period == "2025-02");
        Assert.Equal((3L, 220m, 12), (february.BaseCustomers!.Value, february.BaseValue!.Value, february.Trailing!.Value));
        Assert.Equal(130 / 220d, february.GrossRetention!.Value, 12);
        Assert.Equal(180 / 220d, february.NetRetention!.Value, 12);
        Assert.True(february.NetRetentionLow < february.NetRetention && february.NetRetention < february.NetRetentionHigh);
        Assert.Equal((520m, 0m, 80m, 30m, 470m), (february.OpeningValue, february.NewValue, february.LostValue, february.ReturnedValue, february.ClosingValue));
        Assert.Equal(80 / 520d, february.GrossChurn!.Value, 12);
        Assert.Equal((30 / 80d, 0d), (february.QuickRatio!.Value, february.QuickRatioWithoutReturned!.Value));
    }

    [Fact]
    public void WhatReturnedComesOffNetChurnOnlyOnRequest()
    {
        var source = TestSource.Subscriptions(Terms, options: TestSource.Options with { AsOf = new DateTime(2025, 4, 1) });
        var (without, with) = (Of(source, new())[^2], Of(source, new() { NetIncludesReturned = true })[^2]);
        Assert.Equal("2025-02", with.Period);
        Assert.Equal(80 / 520d, without.NetChurn!.Value, 12);
        Assert.Equal(50 / 520d, with.NetChurn!.Value, 12);
        Assert.NotNull(without.NetChurnLow);
        Assert.Null(with.NetChurnLow);
        Assert.Contains("no interval", with.Reason!, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutLossesThereIsNoQuickRatio()
    {
        var march = Of(TestSource.Subscriptions(Terms, options: TestSource.Options with { AsOf = new DateTime(2025, 4, 1) }), new())[^1];
        Assert.Null(march.QuickRatio);
        Assert.Contains("no losses", march.Reason!, StringComparison.Ordinal);
        Assert.Equal(0, march.GrossChurn);
    }

    [Fact]
    public void AnOpenPeriodHasNoRatesUnlessAsked()
    {
        var source = TestSource.Subscriptions(Terms, options: TestSource.Options with { AsOf = new DateTime(2025, 2, 15) });
        var open = Of(source, new())[^1];
        Assert.False(open.IsComplete);
        Assert.Null(open.GrossChurn ?? open.NetChurn ?? open.GrossRetention ?? open.NetRetention ?? open.QuickRatio);
        Assert.Equal(80 / 520d, Of(source, new() { IncludeOpen = true })[^1].GrossChurn!.Value, 12);
    }

    [Fact]
    public void ASpanOfNoPeriodsIsRefused()
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => Of(TestSource.Subscriptions(Terms), new() { Trailing = 0 }));
        Assert.Equal("TrailingInvalid", failure.ErrorId);
    }

    /// <summary>Under the period rule a customer's money is that of the rows in the month; who is in both months is told by the rows.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void TheTrailingRatesOfPurchasesAreThoseOfTheRows(int trailing)
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            var csv = RandomTransactions.Csv(seed);
            var money = MonthsOf(csv);
            foreach (var line in Of(TestSource.FromText(csv), new() { Trailing = trailing, IncludeOpen = true }))
            {
                var closing = Month(line.Start);
                var opened = money.Where(customer => customer.Value.ContainsKey(closing - trailing)).Select(customer => (Before: customer.Value[closing - trailing], After: customer.Value.GetValueOrDefault(closing))).ToList();
                Assert.Equal((opened.Count, opened.Sum(pair => pair.Before)), (line.BaseCustomers ?? 0, line.BaseValue ?? 0));
                var counted = opened.Where(pair => pair.Before >= 0 && pair.After >= 0).ToList();
                var total = counted.Sum(pair => pair.Before);
                Assert.Equal(total > 0 ? (double)(counted.Sum(pair => Math.Min(pair.Before, pair.After)) / total) : null, line.GrossRetention, Close);
                Assert.Equal(total > 0 ? (double)(counted.Sum(pair => pair.After) / total) : null, line.NetRetention, Close);
            }
        }
    }

    private static bool Close(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-9;

    // By customer and month: the money of the months with an activity.
    private static Dictionary<string, Dictionary<int, decimal>> MonthsOf(string csv) => csv.Split('\n').Skip(1)
        .Select(line => line.Split(','))
        .Select(fields => (Customer: fields[0], Day: DateTime.Parse(fields[1], CultureInfo.InvariantCulture), Amount: decimal.Parse(fields[2], CultureInfo.InvariantCulture)))
        .GroupBy(row => row.Customer)
        .ToDictionary(customer => customer.Key, customer => customer
            .GroupBy(row => Month(row.Day))
            .Where(month => month.GroupBy(row => row.Day).Any(day => day.Any(row => row.Amount >= 0) && !(day.Any(row => row.Amount < 0) && day.Sum(row => row.Amount) == 0)))
            .ToDictionary(month => month.Key, month => month.Sum(row => row.Amount)));

    private static int Month(DateTime day) => (day.Year * 12) + day.Month;

    private static IReadOnlyList<RevenueRetention> Of(CustomerSource source, RevenueRetentionQuery retention)
    {
        var query = new LedgerQuery();
        return TestSource.Engine.GetRevenueRetention(source, TestSource.Engine.GetLedger(source, query, CancellationToken.None), query, retention, CancellationToken.None);
    }
}
