using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>Groups part the whole, and members are what lines add up.</summary>
public sealed class GroupTests
{
    private static readonly ImportOptions Options = TestSource.Options with { Columns = new() { Groups = ["region", "channel"] } };

    private static readonly LedgerQuery[] Queries =
    [
        new() { Period = PeriodUnit.Month },
        new() { Period = PeriodUnit.Quarter },
        new() { Period = PeriodUnit.Week, ActivityRule = ActivityRule.Window, WindowDays = 45 },
        new() { Period = PeriodUnit.Month, ActivityRule = ActivityRule.Window, WindowDays = 20 },
    ];

    public static TheoryData<int, int, string, RefundRule> Cases() => new(
        from seed in Enumerable.Range(1, 5)
        from query in Enumerable.Range(0, Queries.Length)
        from groupBy in new[] { "region", "region,channel" }
        select (seed, query, groupBy, seed % 2 == 0 ? RefundRule.Separate : RefundRule.Net));

    [Theory]
    [MemberData(nameof(Cases))]
    public void GroupsSumToTheWhole(int seed, int query, string groupBy, RefundRule refund)
    {
        var table = Table(seed, refund);
        var whole = Ledger(table, Queries[query]);
        var groups = Ledger(table, Queries[query] with { GroupBy = groupBy.Split(',') });
        Assert.Contains(groups, entry => entry.MovedIn > 0);
        foreach (var entry in whole)
        {
            var parts = groups.Where(part => part.Period == entry.Period).ToList();
            Assert.Equal(Figures(entry), Sum(parts.Select(Figures)));
            Assert.Equal(parts.Sum(part => part.MovedIn), parts.Sum(part => part.MovedOut));
            Assert.Equal(parts.Sum(part => part.MovedInValue), parts.Sum(part => part.MovedOutValue));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void MembersAreTheCell(int seed, int query, string groupBy, RefundRule refund)
    {
        var table = Table(seed, refund);
        var asked = Queries[query] with { GroupBy = groupBy.Split(',') };
        foreach (var entry in Ledger(table, asked).Where((_, i) => i % 7 == 0).Concat(Ledger(table, Queries[query]).TakeLast(2)))
        {
            var of = Members(table, entry.GroupBy is null ? Queries[query] : asked, entry);
            Assert.Equal(
                [entry.Opening, entry.New, entry.Returned, entry.MovedIn, entry.Lost, entry.MovedOut, entry.Closing, entry.Transient, entry.Interrupted, entry.Undecided],
                new[]
                {
                    CustomerMovement.Opening, CustomerMovement.New, CustomerMovement.Returned, CustomerMovement.MovedIn, CustomerMovement.Lost, CustomerMovement.MovedOut,
                    CustomerMovement.Closing, CustomerMovement.Transient, CustomerMovement.Interrupted, CustomerMovement.Undecided,
                }.Select(movement => (long)of(movement).Count));
            Assert.Equal(
                [entry.OpeningValue, entry.NewValue, entry.ReturnedValue, entry.LostValue, entry.ClosingValue, entry.MovedInValue, entry.MovedOutValue, entry.TransientValue, entry.OutsideValue, entry.Expansion, -entry.Contraction],
                [
                    of(CustomerMovement.Opening).Sum(member => member.OpeningValue),
                    of(CustomerMovement.New).Sum(member => member.ClosingValue),
                    of(CustomerMovement.Returned).Sum(member => member.ClosingValue),
                    of(CustomerMovement.Lost).Sum(member => member.OpeningValue),
                    of(CustomerMovement.Closing).Sum(member => member.ClosingValue),
                    of(CustomerMovement.MovedIn).Sum(member => member.ClosingValue),
                    of(CustomerMovement.MovedOut).Sum(member => member.ClosingValue),
                    of(CustomerMovement.Transient).Sum(member => member.ClosingValue),
                    of(CustomerMovement.Outside).Sum(member => member.ClosingValue),
                    of(CustomerMovement.Expansion).Sum(member => member.Change),
                    of(CustomerMovement.Contraction).Sum(member => member.Change),
                ]);
        }
    }

    [Fact]
    public void TheLargerAmountThenTheNameDecidesADay()
    {
        var table = TestSource.FromText(
            "customer_id,date,amount,region\na,2024-01-05,10,south\na,2024-02-05,5,south\na,2024-02-05,7,north\nb,2024-01-05,3,south\nb,2024-01-05,3,east\nc,2024-01-05,4,\nc,2024-02-07,-1,south\n",
            TestSource.Options with { Columns = new() { Groups = ["region"] }, AsOf = new DateTime(2024, 3, 1) });
        var lines = Ledger(table, new LedgerQuery { GroupBy = ["region"] }).Select(entry => $"{entry.Period} {entry.Group}: {entry.Opening}+{entry.New}+{entry.MovedIn}-{entry.MovedOut}-{entry.Lost}={entry.Closing} {entry.OutsideValue}");
        Assert.Equal(
            [
                "2024-01 (none): 0+1+0-0-0=1 0",
                "2024-01 east: 0+1+0-0-0=1 0",
                "2024-01 south: 0+1+0-0-0=1 0",
                "2024-02 (none): 1+0+0-0-1=0 -1",
                "2024-02 east: 1+0+0-0-1=0 0",
                "2024-02 north: 0+0+1-0-0=1 0",
                "2024-02 south: 1+0+0-1-0=0 0",
            ],
            lines);
    }

    [Fact]
    public void ValuesTellTheGroupOfTheLatestActivity()
    {
        var table = Table(1, RefundRule.Net);
        var values = TestSource.Engine.GetValue(table, new ValueQuery { GroupBy = ["region"] }, CancellationToken.None).ToList();
        var last = Ledger(table, new LedgerQuery { Period = PeriodUnit.Month, GroupBy = ["region"] }).Where(entry => entry.End > table.AsOf);
        var closing = values.Where(value => value.LastActivity >= last.First().Start).CountBy(value => value.Group!);
        Assert.Equal(last.Where(entry => entry.Closing > 0).Select(entry => (entry.Group!, (int)entry.Closing)).Order(), closing.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void AnUnknownGroupColumnIsAnError() =>
        Assert.Equal("GroupColumnUnknown", Assert.Throws<CustomerMetricsException>(() => Ledger(Table(1, RefundRule.Net), new LedgerQuery { GroupBy = ["planet"] })).ErrorId);

    private static TransactionTable Table(int seed, RefundRule refund) => TestSource.FromText(RandomTransactions.Csv(seed), Options with { Refund = refund });

    private static IReadOnlyList<CustomerLedgerEntry> Ledger(TransactionTable table, LedgerQuery query) => TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries;

    private static Func<CustomerMovement, List<CustomerMember>> Members(TransactionTable table, LedgerQuery query, CustomerLedgerEntry entry) => movement =>
        [.. TestSource.Engine.GetMembers(table, new MemberQuery { Ledger = query, Period = entry.Period, Start = entry.Start, Group = entry.Group, Movements = [movement] }, CancellationToken.None)];

    // Every line but the moves, which cancel out.
    private static decimal[] Figures(CustomerLedgerEntry entry) =>
    [
        entry.Opening, entry.New, entry.Returned, entry.Lost, entry.Closing, entry.Transient, entry.Interrupted, entry.Undecided,
        entry.OpeningValue, entry.NewValue, entry.ReturnedValue, entry.Expansion, entry.Contraction, entry.LostValue, entry.ClosingValue, entry.TransientValue,
        entry.OutsideValue, entry.RefundValue, entry.CustomerDays ?? 0, entry.Losses ?? 0, entry.NegativeCustomers, entry.NegativeOpeningValue, entry.NegativeLoss, entry.NegativeExpansion,
        entry.PeriodValue!.Value,
    ];

    private static decimal[] Sum(IEnumerable<decimal[]> parts) => parts.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
}
