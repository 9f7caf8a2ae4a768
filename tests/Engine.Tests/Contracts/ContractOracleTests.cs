using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>The ledger of generated subscriptions against one that looks at every customer on every day.</summary>
public sealed class ContractOracleTests
{
    private static readonly string[] Figures =
    [
        "Opening", "New", "Returned", "MovedIn", "Lost", "MovedOut", "Closing", "Transient", "Interrupted", "Undecided",
        "OpeningValue", "NewValue", "ReturnedValue", "MovedInValue", "Expansion", "Contraction", "Expanded", "Contracted", "LostValue", "MovedOutValue", "FxEffect", "ClosingValue", "TransientValue", "OutsideValue",
        "NegativeCustomers", "NegativeOpeningValue", "NegativeLoss", "NegativeExpansion", "OpeningSquares", "GrossLossSquares", "GrossLossProducts", "NetLossSquares", "NetLossProducts",
        "CustomerDays", "Losses", "DailyLossSum",
    ];

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, 300));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TheLedgerIsThatOfEveryDay(int seed)
    {
        var given = TermCase.Draw(seed);
        var oracle = new ContractOracle(given);
        var table = given.Import();
        foreach (var unit in Enum.GetValues<PeriodUnit>())
        {
            foreach (var span in new[] { 1, 3 })
            {
                AssertLedger(given, oracle, table, given.Query with { Period = unit, Span = span });
                AssertLedger(given, oracle, table, given.Query with { Period = unit, Span = span, GroupBy = ["plan"] });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MembersAreThoseOfEveryDay(int seed)
    {
        var given = TermCase.Draw(seed);
        var oracle = new ContractOracle(given);
        var table = given.Import();
        foreach (var entry in TestSource.Engine.GetLedger(table, given.Query, CancellationToken.None).Entries)
        {
            var query = new MemberQuery { Ledger = given.Query, Period = entry.Period, Start = entry.Start };
            var start = DateOnly.FromDateTime(entry.Start).DayNumber;
            var expected = oracle.Parts(start, DateOnly.FromDateTime(entry.End).DayNumber, start)
                .Select(part => FormattableString.Invariant($"{part.Customer} {part.Movement} {part.OpeningValue:0.####} {part.ClosingValue:0.####} {part.FxEffect:0.####}")).Order(StringComparer.Ordinal);
            var members = TestSource.Engine.GetMembers(table, query, CancellationToken.None).ToList();
            Assert.Equal(expected, members.Select(member => FormattableString.Invariant($"{member.CustomerId} {member.Movement} {member.OpeningValue:0.####} {member.ClosingValue:0.####} {member.FxEffect:0.####}")).Order(StringComparer.Ordinal));
            foreach (var (movement, count) in new[] { (CustomerMovement.Opening, entry.Opening), (CustomerMovement.Closing, entry.Closing), (CustomerMovement.Interrupted, entry.Interrupted), (CustomerMovement.Undecided, entry.Undecided) })
            {
                Assert.Equal(count, TestSource.Engine.GetMembers(table, query with { Movements = [movement] }, CancellationToken.None).Count());
            }
        }
    }

    private static void AssertLedger(TermCase given, ContractOracle oracle, SubscriptionTable table, LedgerQuery query)
    {
        var isGrouped = query.GroupBy.Count > 0;
        var entries = TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries;
        var worked = oracle.Ledger(query.Period, isGrouped, query.Span);
        var lines = worked.Where(line => !isGrouped || line.Value.Any(figure => figure.Key != "Ignored" && figure.Value != 0)).ToDictionary();
        var told = entries.ToDictionary(entry => (DateOnly.FromDateTime(entry.Start).DayNumber, entry.Group ?? ""));
        foreach (var key in lines.Keys.Union(told.Keys))
        {
            var line = lines.GetValueOrDefault(key) ?? new(StringComparer.Ordinal);
            foreach (var figure in Figures)
            {
                var expected = line.GetValueOrDefault(figure);
                var actual = told.TryGetValue(key, out var entry) ? Convert.ToDouble(typeof(CustomerLedgerEntry).GetProperty(figure)!.GetValue(entry) ?? 0, CultureInfo.InvariantCulture) : 0;
                Assert.True(Math.Abs(expected - actual) <= 1e-7 * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{query.Period}, span {query.Span}, {DateOnly.FromDayNumber(key.Item1):yyyy-MM-dd} {key.Item2} {figure}: {expected} by days, {actual} by the ledger; {given.Rule}, as of {given.AsOf:yyyy-MM-dd}"));
            }
        }
    }
}
