using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>Changes of generated subscriptions that must change nothing.</summary>
public sealed class ContractMetamorphicTests
{
    private static readonly LedgerQuery ByPlan = new() { GroupBy = ["plan"] };

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1000, 100));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ATermInTwoRowsIsOneTerm(int seed)
    {
        var given = TermCase.Draw(seed);
        var split = given.Rows.SelectMany((row, i) => Split(row, given, i)).ToList();
        Assert.True(split.Count > given.Rows.Count);
        Assert.Equal(Ledger(given, given.Rows, new()), Ledger(given, split, new()));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TheOrderOfRowsSaysNothing(int seed)
    {
        var given = TermCase.Draw(seed);
        var reversed = given.Rows.Reverse().ToList();
        Assert.Equal(Ledger(given, given.Rows, new()), Ledger(given, reversed, new()));
        Assert.Equal(Ledger(given, given.Rows, ByPlan), Ledger(given, reversed, ByPlan));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NamesSayNothing(int seed)
    {
        var given = TermCase.Draw(seed);
        var renamed = given.Rows.Select(row => row with { Customer = new string([.. row.Customer.Reverse()]) + "é", Plan = row.Plan.Length == 0 ? "" : "x " + row.Plan }).ToList();
        Assert.Equal(Ledger(given, given.Rows, new()), Ledger(given, renamed, new()));
        Assert.Equal(Ledger(given, given.Rows, ByPlan).Select(entry => entry with { Group = entry.Group == "(none)" ? entry.Group : "x " + entry.Group }), Ledger(given, renamed, ByPlan));
    }

    // A cancelled term ends by its cancellation only while it has no end, and a rate of exchange is that of the start.
    private static TermRow[] Split(TermRow row, TermCase given, int i)
    {
        var middle = row.Start.AddDays(1 + (i % 20));
        return row.Cancel is not null || row.Currency != "EUR" || middle >= row.End ? [row] :
        [
            row with { End = given.Rule.EndIsLastDay ? middle.AddDays(-1) : middle },
            row with { Start = middle },
        ];
    }

    private static List<CustomerLedgerEntry> Ledger(TermCase given, IEnumerable<TermRow> rows, LedgerQuery query) =>
        [.. TestSource.Engine.GetLedger(given.Import(rows), query with { AsOf = given.Query.AsOf }, CancellationToken.None).Entries.Select(entry => entry with { Source = null })];
}
