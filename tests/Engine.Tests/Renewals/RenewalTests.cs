using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Renewals;

/// <summary>Renewal rates worked by hand, among them the example of docs/definitions.md.</summary>
public sealed class RenewalTests
{
    private const string Terms = """
        customer,start,end,mrr,plan,contract
        A,2024-01-10,2025-01-10,100.00,plus,1
        A,2025-01-10,2026-01-10,120.00,plus,1
        B,2024-01-15,2025-01-15,80.00,basic,1
        B,2024-12-20,2025-12-20,60.00,basic,1
        C,2024-01-20,2025-01-20,200.00,plus,1
        D,2024-01-31,2025-01-31,50.00,basic,1
        D,2025-03-02,,50.00,basic,1
        E,2024-02-10,2025-02-10,40.00,basic,1
        E,2025-03-13,,40.00,basic,1
        F,2023-03-05,2025-03-05,90.00,plus,1
        F,2025-03-05,,99.00,plus,1
        G,2024-03-20,2025-03-20,70.00,plus,1
        """;

    private const string Purchases = """
        customer,date,amount
        X,2024-01-01,10.00
        X,2024-01-31,12.00
        X,2024-03-06,12.00
        Y,2024-01-05,20.00
        Y,2024-02-10,20.00
        Z,2024-02-28,5.00
        """;

    private const string Rhythms = """
        customer,date,amount
        P,2024-01-01,10.00
        P,2024-01-11,12.00
        P,2024-01-31,12.00
        P,2024-03-01,8.00
        P,2024-05-01,9.00
        Q,2024-02-05,20.00
        Q,2024-02-12,20.00
        Q,2024-03-20,15.00
        R,2024-02-10,5.00
        """;

    private static readonly SubscriptionTable Subscriptions = Of(Terms);

    [Fact]
    public void TermsAreRenewedEarlyOnTheDayOrWithinTheGrace()
    {
        var lines = Rates(Subscriptions, new());
        Assert.Equal(["2025-01 4 3 1 0 0 430 210 230 0", "2025-02 1 0 1 0 0 40 0 0 0", "2025-03 2 0 0 2 1 0 0 0 160"], lines.Select(Text));
        Assert.Equal((0.75, 210 / 430d, 230 / 430d), (lines[0].Rate!.Value, lines[0].GrossValueRate!.Value, lines[0].NetValueRate!.Value));
        Assert.Equal(366 / 365.25, lines[0].Years!.Value, 12);
        Assert.Equal(Math.Pow(0.75, 365.25 / 366), lines[0].Annualized!.Value, 12);
        Assert.Equal((true, true, false), (lines[0].IsComplete, lines[1].IsComplete, lines[2].IsComplete));
        Assert.Equal((30, null, PeriodUnit.Month), (lines[0].GraceDays, lines[0].TermDays, lines[0].Unit));
    }

    /// <summary>Residuals of A to D, kept: 100, 60, 0, 50 of 100, 80, 200, 50 at R = 21/43.</summary>
    [Fact]
    public void ValueHasAnIntervalOverOpportunities()
    {
        var january = Rates(Subscriptions, new())[0];
        const double rate = 210 / 430d;
        (double Kept, double Old)[] terms = [(100, 100), (60, 80), (0, 200), (50, 50)];
        var error = Math.Sqrt(terms.Sum(term => Math.Pow(term.Kept - (rate * term.Old), 2)) * 4 / 3) / 430;
        Assert.Equal(Math.Max(0, rate - (1.959963984540054 * error)), january.GrossValueLow!.Value, 12);
        Assert.Equal(Math.Min(1, rate + (1.959963984540054 * error)), january.GrossValueHigh!.Value, 12);
        Assert.Equal(("Wilson", "Delta"), (january.Interval, january.ValueInterval));
    }

    [Fact]
    public void WhatIsNotDecidedHasNoRate()
    {
        var march = Rates(Subscriptions, new())[2];
        Assert.Equal((null, null, null, null), (march.Rate, march.Low, march.NetValueRate, march.Annualized));
        Assert.Equal("the grace is over for no term yet", march.Reason);
        var seen = Rates(Subscriptions, new() { AsOf = new DateTime(2025, 4, 19) })[2];
        Assert.Equal((1L, 0L, 1L), (seen.Renewed, seen.Lost, seen.Undecided));
        var over = Rates(Subscriptions, new() { AsOf = new DateTime(2025, 4, 20) })[2];
        Assert.Equal((0.5, 1L, 1L, true), (over.Rate!.Value, over.Renewed, over.Lost, over.Undecided == 0));
    }

    [Fact]
    public void ARenewalOnTheLastDayOfTheGraceHasBeenSeenBeforeALossIsTold()
    {
        var before = Rates(Subscriptions, new() { AsOf = new DateTime(2025, 3, 2) })[0];
        Assert.Equal((2L, 1L, 1L, 0L), (before.Renewed, before.Lost, before.Undecided, before.UndecidedRenewed));
        var after = Rates(Subscriptions, new() { AsOf = new DateTime(2025, 3, 3) })[0];
        Assert.Equal((3L, 1L, 0L), (after.Renewed, after.Lost, after.Undecided));
    }

    [Fact]
    public void AnotherGraceIsAnotherAnswer()
    {
        var lines = Rates(Subscriptions, new() { GraceDays = 31 });
        Assert.Equal((1L, 31), (lines[1].Renewed, lines[1].GraceDays));
        Assert.Equal(2, Rates(Subscriptions, new() { GraceDays = 29 })[0].Renewed);
    }

    /// <summary>With a grace as long as a term the third month would also be within the grace of the first.</summary>
    [Fact]
    public void ATermReplacesTheNearestEnd()
    {
        var months = Of("""
            customer,start,end,mrr
            A,2024-01-01,2024-02-01,10
            A,2024-02-01,2024-03-01,10
            A,2024-03-01,2024-04-01,10
            """);
        Assert.Equal(["2024-02 1 1 0 0 0 10 10 10 0", "2024-03 1 1 0 0 0 10 10 10 0", "2024-04 1 0 1 0 0 10 0 0 0"], Rates(months, new()).Take(3).Select(Text));
    }

    [Fact]
    public void TermsThatEndTogetherAreOneOpportunityAndWhatReplacesThemIsAddedUp()
    {
        var bundle = Of("""
            customer,start,end,mrr,plan
            A,2024-01-01,2025-01-01,10,basic
            A,2024-06-01,2025-01-01,5,plus
            A,2025-01-01,2025-07-01,8,plus
            A,2025-01-11,2025-07-11,9,plus
            """);
        var january = Rates(bundle, new() { GroupBy = ["plan"] });
        Assert.Equal("plus", january[0].Group);
        Assert.Equal("2025-01 1 1 0 0 0 15 15 17 0", Text(january[0]));
        Assert.Equal(366 / 365.25, january[0].Years!.Value, 12);
    }

    /// <summary>A second contract that runs beside the first looks like its early renewal, unless a column tells them apart.</summary>
    [Fact]
    public void ContractsAreToldApartByAColumn()
    {
        var two = Of("""
            customer,start,end,mrr,contract
            A,2024-01-01,2025-01-01,10,1
            A,2024-07-01,2025-07-01,20,2
            """);
        Assert.Equal((1L, 0L), (Rates(two, new())[0].Renewed, Rates(two, new())[0].Lost));
        var apart = Rates(two, new() { ContractColumn = "contract" });
        Assert.Equal((0L, 1L, "contract"), (apart[0].Renewed, apart[0].Lost, apart[0].ContractColumn));
    }

    [Fact]
    public void FreeTermsAndCreditsNeitherEndNorRenew()
    {
        var mixed = Of("""
            customer,start,end,mrr
            A,2024-01-01,2024-02-01,0
            A,2024-02-01,2024-06-01,10
            A,2024-02-01,2024-04-01,-3
            A,2024-06-01,,0
            """);
        var lines = Rates(mixed, new());
        Assert.Equal("2024-06 1 0 1 0 0 10 0 0 0", Text(lines[0]));
        Assert.Equal(1, lines.Sum(line => line.Opportunities));
    }

    [Fact]
    public void RowsThatEndOnlyWithACancellationTellNoRenewals()
    {
        var cancelled = Of("customer,start,end,mrr\nA,2024-01-01,2024-05-10,10\nB,2024-01-01,,10");
        var renewals = TestSource.Engine.GetRenewals(cancelled, null, new(), CancellationToken.None);
        Assert.Contains("only when the customer cancels", Assert.Single(renewals.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, renewals.Rates[0].Rate);
    }

    [Fact]
    public void PurchasesAreRenewedByTheNextOne()
    {
        var lines = Rates(Transactions(), new() { TermDays = 30, GraceDays = 5 });
        Assert.Equal(["2024-01 1 1 0 0 0 10 10 12 0", "2024-02 1 0 1 0 0 20 0 0 0", "2024-03 3 1 1 1 0 32 12 12 5"], lines.Select(Text));
        Assert.Equal((0.5, 1.2), (lines[2].Rate!.Value, lines[0].NetValueRate!.Value));
        Assert.Equal(("one opportunity alone gives no interval of value", null), (lines[0].Reason, lines[0].NetValueLow));
        Assert.Equal(30 / 365.25, lines[2].Years!.Value, 12);
    }

    /// <summary>The example of docs/definitions.md. P buys again after 10, 20, 30 and 61 days, Q after 7 and 37, R never.</summary>
    [Fact]
    public void PurchasesAreExpectedByTheGapsOfTheirCustomer()
    {
        var query = new RenewalQuery { GapFactor = 2 };
        var lines = Rates(Personal(), query);
        Assert.Equal(
            ["2024-01 1 1 0 0 0 12 12 12 0", "2024-02 1 0 1 0 0 20 0 0 0", "2024-03 1 1 0 0 0 12 8 8 0", "2024-04 1 0 1 0 0 8 0 0 0", "2024-05 1 0 1 0 0 15 0 0 0"],
            lines.Select(Text));
        Assert.Equal([1, 2, 0, 0, 0], lines.Select(line => line.WithoutExpectation));
        Assert.Equal((null, 2m, 0), (lines[0].TermDays, lines[0].GapFactor, lines[0].GraceDays));
        Assert.Equal(
            ["P 2024-01-11 2024-01-31 2024-01-31", "Q 2024-02-12 2024-02-26 ", "P 2024-01-31 2024-03-01 2024-03-01", "P 2024-03-01 2024-04-10 ", "Q 2024-03-20 2024-05-03 "],
            lines.SelectMany(line => Members(Personal(), query, line)).Select(member => FormattableString.Invariant($"{member.CustomerId} {member.TermStart:yyyy-MM-dd} {member.TermEnd:yyyy-MM-dd} {member.RenewedOn:yyyy-MM-dd}")));
        Assert.Null(Rates(Personal(), new() { TermDays = 30, GraceDays = 5 })[0].WithoutExpectation);
    }

    [Fact]
    public void NothingLaterChangesWhatAPurchaseWasExpectedBy()
    {
        var before = Rates(Personal(), new() { GapFactor = 2, AsOf = new DateTime(2024, 3, 21), Until = new DateTime(2024, 3, 1) });
        Assert.Equal(2, before.Count);
        Assert.Equal(before.Select(Text), Rates(Personal(), new() { GapFactor = 2 }).Take(2).Select(Text));
    }

    /// <summary>A median of 15 days times 1.5 is 22.5 days.</summary>
    [Theory]
    [InlineData("2024-02-22", 1)]
    [InlineData("2024-02-23", 0)]
    public void AnExpectedDayIsAWholeOne(string next, int renewed)
    {
        var lines = Rates(Personal("customer,date,amount\nA,2024-01-01,1\nA,2024-01-11,1\nA,2024-01-31,1\nA," + next + ",1"), new() { GapFactor = 1.5m });
        Assert.Equal(renewed, lines.Single(line => line.Period == "2024-02").Renewed);
        Assert.Equal(1, Rates(Personal("customer,date,amount\nA,2024-01-01,1\nA,2024-01-11,1\nA,2024-01-31,1\nA,2024-02-25,1"), new() { GapFactor = 1.5m, GraceDays = 3 }).Single(line => line.Period == "2024-02").Renewed);
    }

    [Theory]
    [InlineData("GapFactorInvalid", false, 0.99, null)]
    [InlineData("GapFactorInvalid", false, 100.01, null)]
    [InlineData("GapFactorInvalid", false, 1.255, null)]
    [InlineData("RenewalRuleTwice", false, 2, 30)]
    [InlineData("GapFactorOfTerms", true, 2, null)]
    public void AFactorThatMakesNoSenseIsRefused(string id, bool isSubscription, double factor, int? termDays)
    {
        CustomerSource source = isSubscription ? Subscriptions : Personal();
        var failure = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetRenewals(source, null, new() { GapFactor = (decimal)factor, TermDays = termDays }, CancellationToken.None));
        Assert.Equal(id, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void NegativeMoneyIsCountedAndLeftOut()
    {
        var lines = Rates(Transactions("customer,date,amount\nA,2024-01-01,10\nA,2024-01-01,-15\nA,2024-01-20,10\nB,2024-01-01,10\nB,2024-01-21,4"), new() { TermDays = 20, GraceDays = 0, Period = PeriodUnit.Year });
        var line = Assert.Single(lines);
        Assert.Equal((2L, 2L, 1L), (line.Renewed, line.Lost, line.Excluded));
        Assert.Equal((24m, 4m, 4m), (line.OldValue, line.KeptValue, line.NewValue));
    }

    [Fact]
    public void PeriodsAndGroupsHaveNoHoles()
    {
        var lines = Rates(Subscriptions, new() { GroupBy = ["plan"] });
        Assert.Equal(["2025-01 basic", "2025-01 plus", "2025-02 basic", "2025-02 plus", "2025-03 basic", "2025-03 plus"], lines.Select(line => $"{line.Period} {line.Group}"));
        Assert.Equal("no term ended in the period", lines[3].Reason);
        Assert.Equal(7, lines.Sum(line => line.Opportunities));
        Assert.Equal(["2025-02", "2025-03"], Rates(Subscriptions, new() { Last = 2 }).Select(line => line.Period));
        Assert.Equal(["2025-02"], Rates(Subscriptions, new() { Since = new DateTime(2025, 2, 3), Until = new DateTime(2025, 3, 1) }).Select(line => line.Period));
    }

    [Theory]
    [InlineData(PeriodUnit.Day)]
    [InlineData(PeriodUnit.Quarter)]
    public void MembersAreWhatALineCounts(PeriodUnit unit)
    {
        foreach (var query in new RenewalQuery[] { new() { Period = unit }, new() { Period = unit, GroupBy = ["plan"], ContractColumn = "contract" } })
        {
            foreach (var line in Rates(Subscriptions, query))
            {
                var members = Members(Subscriptions, query, line);
                Assert.Equal((line.Renewed, line.Lost, line.Undecided), (Count(members, RenewalOutcome.Renewed), Count(members, RenewalOutcome.Lost), Count(members, RenewalOutcome.Undecided)));
                var decided = members.Where(member => member.Outcome is not RenewalOutcome.Undecided).ToList();
                Assert.Equal((line.OldValue, line.NewValue), (decided.Sum(member => member.OldValue), decided.Sum(member => member.NewValue)));
            }
        }
    }

    [Fact]
    public void MembersTellTheirTermAndWhatReplacedIt()
    {
        var january = Members(Subscriptions, new(), Rates(Subscriptions, new())[0]);
        Assert.Equal(
            ["A Renewed 2024-01-10 2025-01-10 2025-01-10 100 120", "B Renewed 2024-01-15 2025-01-15 2024-12-20 80 60", "C Lost 2024-01-20 2025-01-20  200 0", "D Renewed 2024-01-31 2025-01-31 2025-03-02 50 50"],
            january.Select(member => FormattableString.Invariant($"{member.CustomerId} {member.Outcome} {member.TermStart:yyyy-MM-dd} {member.TermEnd:yyyy-MM-dd} {member.RenewedOn:yyyy-MM-dd} {member.OldValue:0.##} {member.NewValue:0.##}")));
    }

    /// <summary>C told why it left, twice; A why it stayed; F tells of a term that is not decided, and Z is nobody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReasonsExplainWhatWasLostAndWhatWasRenewed(bool isReversed)
    {
        string[] rows = ["C,2025-01-02,Price,Out", "C,2025-02-19,Service,Out", "C,2025-02-20,Late,Out", "E,2024-02-09,Early,Out", "A,2024-06-01,Quality,Stay", "B,2024-06-01,Nothing,Out", "F,2025-03-01,Habit,Stay", "Z,2025-01-01,None,Out"];
        var reasons = ReasonGiven.FromRows(["customer", "date", "reason", "direction"], (isReversed ? rows.Reverse() : rows).Select(row => row.Split(',')));
        var lines = TestSource.Engine.GetRenewals(Subscriptions, reasons, new(), CancellationToken.None).Rates;
        Assert.Equal(
            ["Lost Service 1 1 200", "Renewed (no reason recorded) 2 0.6666666666666666 130", "Renewed Quality 1 0.3333333333333333 100", "Lost (no reason recorded) 1 1 40"],
            lines.SelectMany(line => line.Reasons!).Select(reason => FormattableString.Invariant($"{reason.Outcome} {reason.Reason} {reason.Opportunities} {reason.Share} {reason.OldValue:0.##}")));
        Assert.Null(Rates(Subscriptions, new())[0].Reasons);
    }

    [Fact]
    public void NothingSeenIsNoLine()
    {
        var renewals = TestSource.Engine.GetRenewals(Subscriptions, null, new() { AsOf = new DateTime(1, 1, 1) }, CancellationToken.None);
        Assert.Empty(renewals.Rates);
        Assert.Contains("no term that ended", Assert.Single(renewals.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TermDaysOfTerms", true, 30, null, null)]
    [InlineData("GraceDaysInvalid", true, null, -1, null)]
    [InlineData("GraceDaysInvalid", true, null, 4000, null)]
    [InlineData("RenewalRuleMissing", false, null, null, null)]
    [InlineData("RenewalRuleMissing", false, 365, null, null)]
    [InlineData("RenewalRuleMissing", false, null, 30, null)]
    [InlineData("TermDaysInvalid", false, 0, 30, null)]
    [InlineData("TermDaysInvalid", false, int.MaxValue, 30, null)]
    [InlineData("ContractColumnOfTransactions", false, 365, 30, "contract")]
    [InlineData("GroupColumnUnknown", true, null, null, "moon")]
    public void WhatMakesNoSenseIsRefused(string id, bool isSubscription, int? termDays, int? graceDays, string? contract)
    {
        CustomerSource source = isSubscription ? Subscriptions : Transactions();
        var query = new RenewalQuery { TermDays = termDays, GraceDays = graceDays, ContractColumn = contract };
        var failure = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetRenewals(source, null, query, CancellationToken.None));
        Assert.Equal(id, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
    }

    private static SubscriptionTable Of(string csv)
    {
        var header = csv.Split('\n')[0].Trim();
        string[] groups = [.. new[] { "plan", "contract" }.Where(header.Split(',').Contains)];
        return TestSource.Subscriptions(csv, new() { BillingPeriod = BillingPeriod.Month, GraceDays = 30 }, TestSource.Options with { AsOf = new DateTime(2025, 4, 1), Columns = new() { Groups = groups } });
    }

    private static TransactionTable Transactions(string csv = Purchases) => TestSource.FromText(csv, TestSource.Options with { AsOf = new DateTime(2024, 4, 1) });

    private static TransactionTable Personal(string csv = Rhythms) => TestSource.FromText(csv, TestSource.Options with { AsOf = new DateTime(2024, 6, 1) });

    private static IReadOnlyList<RenewalRate> Rates(CustomerSource source, RenewalQuery query) => TestSource.Engine.GetRenewals(source, null, query, CancellationToken.None).Rates;

    private static List<RenewalMember> Members(CustomerSource source, RenewalQuery query, RenewalRate line) =>
        [.. TestSource.Engine.GetRenewalMembers(source, new() { Renewals = query, Period = line.Period, Start = line.Start, Group = line.Group }, CancellationToken.None)];

    private static long Count(IEnumerable<RenewalMember> members, RenewalOutcome outcome) => members.Count(member => member.Outcome == outcome);

    private static string Text(RenewalRate line) => FormattableString.Invariant(
        $"{line.Period} {line.Opportunities} {line.Renewed} {line.Lost} {line.Undecided} {line.UndecidedRenewed} {line.OldValue:0.##} {line.KeptValue:0.##} {line.NewValue:0.##} {line.UndecidedValue:0.##}");
}
