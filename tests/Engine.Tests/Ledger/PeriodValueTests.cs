using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>The money of the periods is the money of the rows, each in the period of its date.</summary>
public sealed class PeriodValueTests
{
    [Theory]
    [InlineData(ActivityRule.Period, null, RefundRule.Net)]
    [InlineData(ActivityRule.Period, null, RefundRule.Separate)]
    [InlineData(ActivityRule.Window, 10, RefundRule.Net)]
    [InlineData(ActivityRule.Window, 10, RefundRule.Separate)]
    [InlineData(ActivityRule.Window, 90, RefundRule.Net)]
    public void PeriodsAddUpToTheTable(ActivityRule rule, int? window, RefundRule refund)
    {
        foreach (var seed in Enumerable.Range(1, 5))
        {
            var table = TestSource.FromText(RandomTransactions.Csv(seed), TestSource.Options with { Refund = refund });
            foreach (var unit in Enum.GetValues<PeriodUnit>())
            {
                var entries = TestSource.Engine.GetLedger(table, new LedgerQuery { Period = unit, ActivityRule = rule, WindowDays = window }, CancellationToken.None).Entries;
                Assert.Equal(refund is RefundRule.Separate ? table.Sales : table.Amount, entries.Sum(entry => entry.PeriodValue));
            }
        }
    }

    /// <summary>A refund on 2 February is in no window of ten days at the end of the month, and its customer is gone at both ends.</summary>
    [Fact]
    public void ARefundThatNoWindowHoldsIsInItsPeriod()
    {
        var table = TestSource.FromText("customer,date,amount\na,2024-01-01,10\na,2024-02-02,-3\n", TestSource.Options with { AsOf = new DateTime(2024, 3, 1) });
        var entries = TestSource.Engine.GetLedger(table, new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 10 }, CancellationToken.None).Entries;
        Assert.Equal([10m, -3m], entries.Select(entry => entry.PeriodValue!.Value));
        Assert.Equal([0m, 0m], entries.Select(entry => entry.OutsideValue));
    }
}
