using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Ledger;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Renewals;

/// <summary>Generated terms and purchases, against every pair of them.</summary>
public sealed class RenewalOracleTests
{
    private const int Grace = 10;

    private static readonly DateTime AsOf = new(2024, 12, 1);

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TermsAreReplacedAsTheRuleSays(int seed)
    {
        var terms = Draw(seed);
        var csv = string.Join('\n', terms.Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Customer},{term.Start:yyyy-MM-dd},{term.End:yyyy-MM-dd},{term.Amount},{term.Contract}")).Prepend("customer,start,end,mrr,contract"));
        var source = TestSource.Subscriptions(csv, new() { BillingPeriod = BillingPeriod.Month, GraceDays = Grace }, TestSource.Options with { AsOf = AsOf, Columns = new() { Groups = ["contract"] } });
        Compare(source, new() { Period = PeriodUnit.Week }, Opportunities(terms, _ => ""));
        Compare(source, new() { Period = PeriodUnit.Month, ContractColumn = "contract" }, Opportunities(terms, term => term.Contract));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PurchasesAreReplacedByTheNext(int seed)
    {
        var source = TestSource.FromText(RandomTransactions.Csv(seed), TestSource.Options with { AsOf = AsOf });
        Compare(source, new() { TermDays = 30, GraceDays = Grace }, Opportunities(seed, _ => 30));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PurchasesAreExpectedByTheMedianOfTheGapsBefore(int seed)
    {
        var source = TestSource.FromText(RandomTransactions.Csv(seed), TestSource.Options with { AsOf = AsOf });
        Compare(source, new() { GapFactor = 1.75m, GraceDays = Grace }, Opportunities(seed, gaps => (int)Math.Floor(Median(gaps) * 1.75m)));
        Assert.Equal(CsvDays(seed).Where(day => day.Date < AsOf && day.IsActivity).DistinctBy(day => day.Customer).Count(), TestSource.Engine.GetRenewals(source, null, new() { GapFactor = 1.75m }, CancellationToken.None).Rates.Sum(line => line.WithoutExpectation));
    }

    private static decimal Median(IReadOnlyList<int> gaps)
    {
        var sorted = gaps.Order().ToList();
        return gaps.Count % 2 == 1 ? sorted[gaps.Count / 2] : (sorted[(gaps.Count / 2) - 1] + sorted[gaps.Count / 2]) / 2m;
    }

    // Of a purchase whose customer has no gap before it nothing is expected, unless the term is the same for all.
    private static List<Found> Opportunities(int seed, Func<IReadOnlyList<int>, int> term)
    {
        var days = CsvDays(seed).Where(day => day.Date < AsOf && day.IsActivity).GroupBy(day => day.Customer, StringComparer.Ordinal);
        var found = new List<Found>();
        foreach (var customer in days)
        {
            var ordered = customer.OrderBy(day => day.Date).ToList();
            for (var i = 0; i < ordered.Count; i++)
            {
                int[] gaps = [.. Enumerable.Range(1, i).Select(before => (ordered[before].Date - ordered[before - 1].Date).Days)];
                if (gaps.Length == 0 && term([1]) != term([2]))
                {
                    continue;
                }

                var end = ordered[i].Date.AddDays(term(gaps));
                var isRenewed = i + 1 < ordered.Count && ordered[i + 1].Date <= end.AddDays(Grace);
                found.Add(new(customer.Key, ordered[i].Date, end, ordered[i].Value, isRenewed ? ordered[i + 1].Date : null, isRenewed ? ordered[i + 1].Value : 0));
            }
        }

        return [.. found.Where(one => one.End < AsOf)];
    }

    private static void Compare(CustomerSource source, RenewalQuery query, IReadOnlyList<Found> expected)
    {
        var lines = TestSource.Engine.GetRenewals(source, null, query, CancellationToken.None).Rates;
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, lines.Sum(line => line.Opportunities));
        foreach (var line in lines)
        {
            var of = expected.Where(one => one.End >= line.Start && one.End < line.End).ToList();
            var decided = of.Where(one => one.End.AddDays(Grace) < AsOf).ToList();
            var counted = decided.Where(one => one.Old >= 0 && one.New >= 0).ToList();
            Assert.Equal((of.Count, decided.Count(one => one.On is not null), decided.Count(one => one.On is null), of.Count - decided.Count, decided.Count - counted.Count), (line.Opportunities, line.Renewed, line.Lost, line.Undecided, line.Excluded));
            Assert.Equal((counted.Sum(one => one.Old), counted.Sum(one => Math.Min(one.Old, one.New)), counted.Sum(one => one.New)), (line.OldValue, line.KeptValue, line.NewValue));
            Assert.Equal(of.Except(decided).Count(one => one.On is not null), line.UndecidedRenewed);
            var members = TestSource.Engine.GetRenewalMembers(source, new() { Renewals = query, Period = line.Period, Start = line.Start }, CancellationToken.None);
            Assert.Equal(of.Order(), members.Select(member => new Found(member.CustomerId, member.TermStart, member.TermEnd, member.OldValue, member.RenewedOn, member.NewValue)).Order());
        }
    }

    // Every later term is held against every end, as the definitions have it.
    private static List<Found> Opportunities(IReadOnlyList<Drawn> terms, Func<Drawn, string> contract)
    {
        var found = new List<Found>();
        foreach (var own in terms.Where(term => term.Amount > 0 && term.Start < term.End && term.Start < AsOf).GroupBy(term => (term.Customer, contract(term))))
        {
            var renewals = own
                .Select(later => (Later: later, Ends: own.Where(term => term.Start < later.Start && later.Start <= Grown(term.End) && term.End < later.End).Select(term => term.End).ToList()))
                .Where(one => one.Ends.Count > 0)
                .Select(one => (one.Later, End: one.Ends.OrderBy(end => Math.Abs((end - one.Later.Start).Days)).ThenBy(end => end).First()))
                .ToLookup(one => one.End, one => one.Later);
            found.AddRange(own.Where(term => term.End < AsOf).GroupBy(term => term.End).Select(ending =>
                new Found(own.Key.Customer, ending.Min(term => term.Start), ending.Key, ending.Sum(term => term.Amount), renewals[ending.Key].Select(later => (DateTime?)later.Start).Min(), renewals[ending.Key].Sum(later => later.Amount))));
        }

        return found;
    }

    private static DateTime Grown(DateTime end) => end == DateTime.MaxValue ? end : end.AddDays(Grace);

    private static List<Drawn> Draw(int seed)
    {
        var random = new Random(seed);
        var first = new DateTime(2024, 1, 1);
        var terms = new List<Drawn>();
        for (var customer = 0; customer < 12; customer++)
        {
            var next = first.AddDays(random.Next(120));
            for (var count = random.Next(1, 9); count > 0; count--)
            {
                var end = random.Next(10) == 0 ? DateTime.MaxValue : next.AddDays(random.Next(5) == 0 ? random.Next(3) : random.Next(1, 6) * 10);
                terms.Add(new($"c{customer}", next, end, random.Next(6) switch { 0 => 0, 1 => -5, _ => random.Next(1, 5) * 10 }, random.Next(3) == 0 ? "b" : "a"));
                var from = end == DateTime.MaxValue ? next.AddDays(30) : end;
                next = from.AddDays(random.Next(5) switch { 0 => 0, 1 => Grace, 2 => Grace + 1, 3 => -random.Next(25), _ => random.Next(40) });
                next = next < first ? first : next;
            }
        }

        return terms;
    }

    private static IEnumerable<(string Customer, DateTime Date, decimal Value, bool IsActivity)> CsvDays(int seed) => RandomTransactions.Csv(seed).Split('\n').Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(fields => (fields[0], Date: DateTime.ParseExact(fields[1], "yyyy-MM-dd", CultureInfo.InvariantCulture)))
        .Select(day =>
        {
            var amounts = day.Select(fields => decimal.Parse(fields[2], CultureInfo.InvariantCulture)).ToList();
            return (day.Key.Item1, day.Key.Date, amounts.Sum(), amounts.Exists(amount => amount >= 0) && !(amounts.Exists(amount => amount < 0) && amounts.Sum() == 0));
        });

    private sealed record Drawn(string Customer, DateTime Start, DateTime End, decimal Amount, string Contract);

    private sealed record Found(string Customer, DateTime Start, DateTime End, decimal Old, DateTime? On, decimal New) : IComparable<Found>
    {
        public int CompareTo(Found? other) => (Customer, Start, End, Old).CompareTo((other!.Customer, other.Start, other.End, other.Old));
    }
}
