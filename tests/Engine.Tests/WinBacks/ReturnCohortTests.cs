using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.WinBacks;

/// <summary>The cohorts of those who came back are the returned of the ledger, and no money of theirs counts twice.</summary>
public sealed class ReturnCohortTests
{
    [Theory]
    [MemberData(nameof(WinBackTests.Cases), MemberType = typeof(WinBackTests))]
    public void TheyAreTheReturnedOfTheLedger(PeriodUnit unit, int? window, bool isGrouped)
    {
        var table = TestSource.FromText(RandomTransactions.Csv(42), TestSource.Options with { Columns = new() { Groups = ["region"] } });
        var query = new LedgerQuery { Period = unit, ActivityRule = window is null ? ActivityRule.Period : ActivityRule.Window, WindowDays = window };
        var ledger = LedgerMetric.QuestionOf(table, query, table.AsOf);
        string[] groups = isGrouped ? ["region"] : [];
        var question = new CohortQuestion(unit, CohortOffset.Elapsed, false, CohortMeasure.CumulativeRevenue, [], 0, int.MaxValue, ledger.AsOf, RefundRule.Net, groups) { Returns = new(ledger.ActivityRule, ledger.WindowDays) };
        var lines = CustomerFacts.Cohorts(table, question, CancellationToken.None).Lines;
        var entries = TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries;
        Assert.True(unit is PeriodUnit.Year || entries.Sum(entry => entry.Returned) > 0);
        Assert.Equal(entries.Select(entry => entry.Returned), entries.Select(entry => lines.Where(line => line.Period == PeriodCalendar.OrdinalOf(unit, PeriodCalendar.Day(entry.Start))).Sum(line => line.Customers)));

        // A day belongs to one return.
        var money = lines.Aggregate(Int128.Zero, (sum, line) => line.Bins.Aggregate(sum, (all, bin) => all + bin.Value));
        var members = CustomerFacts.CohortMembers(table, question with { Measure = CohortMeasure.Customers, Brackets = [new(0, int.MaxValue)] }, CancellationToken.None).ToList();
        Assert.Equal(lines.Sum(line => line.Customers), members.Count);
        Assert.Equal(money, members.Aggregate(Int128.Zero, (sum, member) => sum + member.Value));
        Assert.Equal(members.Count, members.Select(member => (member.CustomerId, member.FirstDay)).Distinct().Count());
    }
}
