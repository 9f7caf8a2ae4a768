using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>What a ledger cannot be made of, said before any memory is spent on it.</summary>
public sealed class LimitTests
{
    private static readonly LedgerQuery Daily = new() { Period = PeriodUnit.Day, GroupBy = ["region"] };

    /// <summary>Two stray dates are enough: eight thousand years of days, for each group.</summary>
    [Fact]
    public void TooManyLinesAreRefused()
    {
        var table = TestSource.FromText(
            string.Join('\n', Enumerable.Range(0, 8).Select(i => $"c{i},{(i == 0 ? "0001-01-01" : "9998-12-30")},1,r{i}").Prepend("customer,date,amount,region")),
            TestSource.Options with { AsOf = new DateTime(9998, 12, 31), Columns = new() { Groups = ["region"] } });
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetLedger(table, Daily, default));
        Assert.Equal(("TooManyGroups", FailureKind.LimitExceeded), (failure.ErrorId, failure.Kind));
        Assert.Contains("8 groups", failure.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);

        // The whole, and longer periods, are no trouble.
        Assert.Equal(7, TestSource.Engine.GetLedger(table, Daily with { Period = PeriodUnit.Year, GroupBy = [], Last = 1 }, default).Entries.Single().New);
    }

    /// <summary>A source that somebody else made has no rows that a fact could read.</summary>
    [Fact]
    public void AnotherSourceIsRefused()
    {
        var foreign = new ForeignSource { Name = "elsewhere", AsOf = new DateTime(2024, 1, 1), TimeZone = "UTC", Refund = RefundRule.Net, GroupColumns = [], Columns = new Dictionary<string, string>() };
        Func<object>[] questions =
        [
            () => TestSource.Engine.GetLedger(foreign, new LedgerQuery(), default),
            () => TestSource.Engine.GetLedger(foreign, new LedgerQuery { ActivityRule = ActivityRule.Window }, default),
            () => TestSource.Engine.GetValue(foreign, new ValueQuery(), default).ToList(),
            () => TestSource.Engine.TestData(foreign, new DataQuery { Tomorrow = new DateTime(2024, 1, 1) }, default).ToList(),
            () => TestSource.Engine.NewStatement(foreign, new StatementQuery(), default),
        ];
        Assert.All(questions, question =>
        {
            var failure = Assert.Throws<CustomerMetricsException>(question);
            Assert.Equal(("SourceUnknown", FailureKind.NotSupported), (failure.ErrorId, failure.Kind));
            Assert.Contains(nameof(ForeignSource), failure.Message, StringComparison.Ordinal);
        });
    }

    private sealed class ForeignSource : CustomerSource;
}
