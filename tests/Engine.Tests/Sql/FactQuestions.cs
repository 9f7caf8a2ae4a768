using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Quality;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Tests.Hostile;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A question for a source, and how its answer reads.</summary>
/// <param name="Name">What failures call it.</param>
/// <param name="Ask">The answer as lines.</param>
internal sealed record FactQuestion(string Name, Func<CustomerSource, IEnumerable<string>> Ask);

/// <summary>Questions about a set of rows, every fact among them; the seed says the days, the groups and the windows.</summary>
internal sealed class FactQuestions
{
    /// <summary>The question that alone asks of the source, not of its rows.</summary>
    public const string DefaultAsOf = "AsOf";

    /// <summary>Brackets of offsets, as a question about cohorts may have them.</summary>
    public static readonly OffsetBracket[][] Brackets = [[new(0, 0), new(1, 1), new(2, 3), new(4, 6)], [new(0, 2), new(3, 9)], [new(1, 1), new(5, int.MaxValue)], [new(2, 2)]];

    private const int MostPeriods = 6;

    private static readonly string[][] Groupings = [[], [SqlLaboratory.Columns[3]], [SqlLaboratory.Columns[4]], [SqlLaboratory.Columns[3], SqlLaboratory.Columns[4]]];
    private static readonly ActivityRule[] Rules = [ActivityRule.Period, ActivityRule.Window];
    private static readonly int[] LedgerSpans = [2, 3, 12];
    private static readonly int[] Windows = [1, 2, 5, 7, 30, 90, 365];

    /// <summary>Thresholds of money, the best first.</summary>
    public static readonly long[][] MoveTiers = [[200_000, 0], [1_000_000, 100_000, 10_000, -50_000], [500_000]];

    private readonly HostileRandom random;
    private readonly SqlRows set;
    private readonly int first;
    private readonly int end;

    private FactQuestions(SqlRows set)
    {
        this.set = set;
        random = new(~set.Seed);
        first = PeriodCalendar.Day(set.First);
        end = PeriodCalendar.Day(set.End);
    }

    public static IEnumerable<FactQuestion> Of(SqlRows set) => new FactQuestions(set).All();

    private IEnumerable<FactQuestion> All() =>
    [
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Rules.SelectMany(rule => Ledgers(unit, rule))),
        .. Twice(Summaries),
        .. Twice(Histories),
        .. Twice(HoldOut),
        .. Twice(Equity),
        .. Twice(Bridge),
        .. Once(),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Enum.GetValues<CohortOffset>().SelectMany(offset => Cohorts(unit, offset))),
        Durations(namesLost: false),
        Durations(namesLost: true),
        .. Rules.SelectMany(Movements),
        .. Rules.SelectMany(WinBacks),
        new("Ids", source => CustomerFacts.Ids(source, end, CancellationToken.None).Order(StringComparer.Ordinal)),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Ledgers(unit, ActivityRule.Period, random.Pick(LedgerSpans))),
        .. Enum.GetValues<PeriodUnit>().SelectMany(Renewals),
        .. Enum.GetValues<PeriodUnit>().SelectMany(PersonalRenewals),
        .. Twice(CustomerTotals),
        .. Twice(RowTotals),
        .. Groupings.Select(GroupTotals),
        .. Rules.SelectMany(rule => Groupings.Select(groups => Moves(rule, groups))),
        Durations(namesLost: true, namesAll: true),
        .. Enum.GetValues<PeriodUnit>().Select(MonthsOfCohorts),
        .. Enum.GetValues<PeriodUnit>().Select(Acquired),
        .. Rules.SelectMany(rule => Enum.GetValues<CohortOffset>().SelectMany(offset => Returns(rule, offset))),
        .. Rules.Select(AwayCounts),
    ];

    private static IEnumerable<FactQuestion> Twice(Func<FactQuestion> question) => [question(), question()];

    private IEnumerable<FactQuestion> Ledgers(PeriodUnit unit, ActivityRule rule, int span = 1)
    {
        var question = new LedgerQuestion(unit, rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0, AsOf(), set.Refund, random.Pick(Groupings)) { Span = span };
        var name = $"of {unit}, {rule} {question.WindowDays}, span {span}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Ledger {name}", source => FactText.Of(CustomerFacts.Ledger(source, question, CancellationToken.None)));
        if (!random.Chance(40) || question.AsOf <= first)
        {
            yield break;
        }

        var calendar = new PeriodCalendar(unit, first, question.AsOf - 1);
        var periods = calendar.Count <= MostPeriods ? Enumerable.Range(0, calendar.Count) : Enumerable.Range(0, MostPeriods).Select(_ => random.Below(calendar.Count));
        foreach (var start in periods.Select(calendar.Start).ToList())
        {
            yield return new($"Members from {start} {name}", source => FactText.Of(CustomerFacts.Members(source, question, start, CancellationToken.None)));
        }
    }

    private IEnumerable<FactQuestion> Cohorts(PeriodUnit unit, CohortOffset offset)
    {
        var measure = random.Pick(Enum.GetValues<CohortMeasure>());
        var isRolling = measure is CohortMeasure.Customers && random.Chance(40);
        OffsetBracket[] brackets = isRolling || measure is CohortMeasure.CumulativeRevenue || random.Chance(60) ? [] : [.. random.Pick(Brackets)];
        var asOf = AsOf();
        var (from, to) = random.Chance(60) ? (0, int.MaxValue) : (PeriodCalendar.OrdinalOf(unit, Day()), PeriodCalendar.OrdinalOf(unit, Day()));
        var question = new CohortQuestion(unit, offset, isRolling, measure, brackets, from, to, asOf, set.Refund, random.Pick(Groupings));
        var name = $"of {unit}, {offset}, {measure}, rolling {isRolling}, brackets {string.Join(' ', brackets)}, from {from} to {to}, as of {asOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Cohorts {name}", source => FactText.Of(CustomerFacts.Cohorts(source, question, CancellationToken.None)));
        if (random.Chance(40))
        {
            var members = question with { IsRolling = false, Measure = CohortMeasure.Customers, Brackets = [random.Pick(random.Pick(Brackets))] };
            yield return new($"CohortMembers of {members.Brackets[0]} {name}", source => FactText.Of(CustomerFacts.CohortMembers(source, members, CancellationToken.None)));
        }
    }

    private FactQuestion MonthsOfCohorts(PeriodUnit unit)
    {
        var question = new CohortQuestion(unit, CohortOffset.Elapsed, false, CohortMeasure.CumulativeRevenue, [], 0, int.MaxValue, AsOf(), set.Refund, random.Pick(Groupings)) { OffsetUnit = PeriodUnit.Month, LessCost = random.Chance(70) };
        return new(
            $"Months of cohorts of {unit}, less cost {question.LessCost}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]",
            source => FactText.Of(CustomerFacts.Cohorts(source, question, CancellationToken.None)));
    }

    private FactQuestion Acquired(PeriodUnit unit)
    {
        var (from, to) = random.Chance(60) ? (0, int.MaxValue) : (PeriodCalendar.OrdinalOf(unit, Day()), PeriodCalendar.OrdinalOf(unit, Day()));
        var question = new CohortQuestion(unit, CohortOffset.Elapsed, false, CohortMeasure.CumulativeRevenue, [], from, to, AsOf(), set.Refund, random.Pick(Groupings)) { LessCost = random.Chance(70) };
        return new(
            $"Acquired of {unit}, from {from} to {to}, less cost {question.LessCost}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]",
            source => FactText.Of(CustomerFacts.Acquired(source, question, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> Returns(ActivityRule rule, CohortOffset offset)
    {
        var unit = random.Pick(Enum.GetValues<PeriodUnit>());
        var (from, to) = random.Chance(60) ? (0, int.MaxValue) : (PeriodCalendar.OrdinalOf(unit, Day()), PeriodCalendar.OrdinalOf(unit, Day()));
        var question = new CohortQuestion(unit, offset, false, random.Pick(Enum.GetValues<CohortMeasure>()), [], from, to, AsOf(), set.Refund, random.Pick(Groupings))
        {
            LessCost = random.Chance(50),
            Returns = new(rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0),
        };
        var name = $"of {unit}, {offset}, {question.Returns}, {question.Measure}, from {from} to {to}, less cost {question.LessCost}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Returns {name}", source => FactText.Of(CustomerFacts.Cohorts(source, question, CancellationToken.None)));
        var members = question with { Measure = CohortMeasure.Customers, Brackets = [new(0, random.Below(4))] };
        yield return new($"Members of returns in {members.Brackets[0]} {name}", source => FactText.Of(CustomerFacts.CohortMembers(source, members, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> Movements(ActivityRule rule)
    {
        var question = new LedgerQuestion(random.Pick(Enum.GetValues<PeriodUnit>()), rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0, AsOf(), set.Refund, random.Pick(Groupings));
        if (question.AsOf <= first)
        {
            yield break;
        }

        var calendar = new PeriodCalendar(question.Period, first, question.AsOf - 1);
        int[] ends = [.. new[] { random.Below(calendar.Count), random.Below(calendar.Count) }.Order().Select(calendar.Start)];
        var range = new MovementRange(ends[0], ends[1], random.Chance(50) ? [PartKind.Lost] : random.Chance(50) ? [PartKind.New, PartKind.Returned] : []);
        yield return new(
            $"Movements of {question.Period}, {rule} {question.WindowDays}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}], {string.Join(' ', range.Kinds)} from {ends[0]} to {ends[1]}",
            source => FactText.Of(source, question, range));
    }

    private FactQuestion AwayCounts(ActivityRule rule)
    {
        var ledger = new LedgerQuestion(random.Pick(Enum.GetValues<PeriodUnit>()), rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0, AsOf(), set.Refund, random.Pick(Groupings));
        var question = new WinBackQuestion(ledger, random.Chance(50) ? random.Between(1, 14) : null) { CountsOnly = true };
        return new(
            $"Counts of win-backs of {ledger.Period}, {rule} {ledger.WindowDays}, as of {ledger.AsOf}, by [{string.Join(',', ledger.GroupBy)}], forgotten after {question.ForgottenAfter}",
            source => FactText.Of(CustomerFacts.WinBacks(source, question, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> WinBacks(ActivityRule rule)
    {
        for (var i = 0; i < 2; i++)
        {
            var ledger = new LedgerQuestion(random.Pick(Enum.GetValues<PeriodUnit>()), rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0, AsOf(), set.Refund, random.Pick(Groupings));
            var question = new WinBackQuestion(ledger, random.Chance(50) ? random.Between(1, 14) : null);
            yield return new(
                $"WinBacks of {ledger.Period}, {rule} {ledger.WindowDays}, as of {ledger.AsOf}, by [{string.Join(',', ledger.GroupBy)}], forgotten after {question.ForgottenAfter}",
                source => FactText.Of(CustomerFacts.WinBacks(source, question, CancellationToken.None)));
        }
    }

    private IEnumerable<FactQuestion> Renewals(PeriodUnit unit) =>
        Renewals(unit, new RenewalQuestion(unit, random.Pick(Windows), random.Chance(30) ? 0 : random.Pick(Windows), AsOf(), set.Refund, random.Pick(Groupings)));

    private IEnumerable<FactQuestion> PersonalRenewals(PeriodUnit unit) =>
        Renewals(unit, new RenewalQuestion(unit, 0, random.Chance(70) ? 0 : random.Pick(Windows), AsOf(), set.Refund, random.Pick(Groupings), GapHundredths: random.Pick<int>([100, 125, 150, 233, 400, 10_000])));

    private IEnumerable<FactQuestion> Renewals(PeriodUnit unit, RenewalQuestion question)
    {
        var name = $"of {unit}, {question.TermDays} days or {question.GapHundredths} hundredths and {question.GraceDays}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Renewals {name}", source => FactText.Of(CustomerFacts.Renewals(source, question, CancellationToken.None)));
        if (random.Chance(40))
        {
            var period = PeriodCalendar.OrdinalOf(unit, Day());
            yield return new($"RenewalMembers in {period} {name}", source => FactText.Of(CustomerFacts.RenewalMembers(source, question, period, period, CancellationToken.None)));
        }
    }

    private FactQuestion Summaries()
    {
        var (asOf, groups) = (AsOf(), random.Pick(Groupings));
        return new($"Summaries as of {asOf} by [{string.Join(',', groups)}]", source => FactText.Of(CustomerFacts.Summaries(source, asOf, groups, CancellationToken.None)));
    }

    private FactQuestion CustomerTotals()
    {
        var question = new TotalQuestion(From(), AsOf(), random.Pick(Groupings));
        return new($"CustomerTotals from {question.From} as of {question.AsOf} by [{string.Join(',', question.GroupBy)}]", source => FactText.Of(CustomerFacts.CustomerTotals(source, question, CancellationToken.None)));
    }

    private FactQuestion GroupTotals(string[] groups)
    {
        var question = new TotalQuestion(From(), AsOf(), groups);
        return new($"GroupTotals from {question.From} as of {question.AsOf} by [{string.Join(',', groups)}]", source => FactText.Of(CustomerFacts.GroupTotals(source, question, CancellationToken.None)));
    }

    private FactQuestion RowTotals()
    {
        var (from, asOf) = (From(), AsOf());
        return new($"RowTotals from {from} as of {asOf}", source => FactText.Of(CustomerFacts.RowTotals(source, from, asOf, CancellationToken.None)));
    }

    private FactQuestion Moves(ActivityRule rule, string[] groups)
    {
        var ledger = new LedgerQuestion(random.Pick(Enum.GetValues<PeriodUnit>()), rule, rule is ActivityRule.Window ? random.Pick(Windows) : 0, AsOf(), set.Refund, groups);
        var (start, end) = (Day(), Day());
        return MovesOf(ledger, Math.Min(start, end), Math.Max(start, end), random.Chance(60) ? random.Pick(MoveTiers) : []);
    }

    /// <summary>Movements of a range of periods.</summary>
    public static FactQuestion MovesOf(LedgerQuestion ledger, int from, int to, long[] tiers) => new(
        $"Moves of {ledger.Period}, {ledger.ActivityRule} {ledger.WindowDays}, from {from} to {to}, as of {ledger.AsOf}, by [{string.Join(',', ledger.GroupBy)}], tiers [{string.Join(',', tiers)}]",
        source => FactText.Of(CustomerFacts.Moves(source, new(ledger, StartOf(ledger.Period, from), StartOf(ledger.Period, to), tiers), CancellationToken.None)));

    private static int StartOf(PeriodUnit unit, int day) => new PeriodCalendar(unit, day, day).Start(0);

    private int From() => random.Chance(30) ? 0 : Day();

    private FactQuestion Histories()
    {
        var asOf = AsOf();
        var before = random.Chance(50) ? asOf : Day();
        return new($"Histories as of {asOf}, first before {before}", source => FactText.Of(CustomerFacts.Histories(source, asOf, before, CancellationToken.None)));
    }

    private FactQuestion HoldOut()
    {
        var asOf = AsOf();
        var from = Math.Min(Day(), asOf);
        return new($"HoldOut from {from} as of {asOf}", source => FactText.Of(CustomerFacts.HoldOut(source, from, asOf, CancellationToken.None)));
    }

    private FactQuestion Equity()
    {
        var (asOf, groups) = (AsOf(), random.Pick(Groupings));
        return new($"Equity as of {asOf} by [{string.Join(',', groups)}]", source => FactText.Of(CustomerFacts.Equity(source, asOf, groups, CancellationToken.None)));
    }

    private FactQuestion Bridge()
    {
        int[] days = [.. new[] { Day(), Day(), AsOf() }.Order()];
        var groups = random.Pick(Groupings);
        return new($"Bridge {string.Join(' ', days)} by [{string.Join(',', groups)}]", source => FactText.Of(CustomerFacts.Bridge(source, days[0], days[1], days[2], groups, CancellationToken.None)));
    }

    private FactQuestion Durations(bool namesLost, bool namesAll = false)
    {
        var question = new DurationQuestion(random.Pick(Windows), random.Chance(50) ? 0 : Day(), AsOf(), random.Pick(Groupings)) { NamesLost = namesLost, NamesAll = namesAll };
        return new($"Durations{(namesAll ? " of all by name" : namesLost ? " by name" : "")} under {question.WindowDays} days, since {question.Since}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]", source => FactText.Of(CustomerFacts.Durations(source, question, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> Once()
    {
        var asOf = AsOf();
        var edge = Day();
        var from = Day();
        var none = CancellationToken.None;
        var amount = set.Rows.Count > 0 && random.Chance(80) ? (long)(random.Pick(set.Rows).Amount * Money.UnitsPerOne) : 0;
        double low = random.Between(1, 100_000);
        var high = low * random.Between(2, 1_000);
        return
        [
            new(DefaultAsOf, source => [$"{source.AsOf:yyyy-MM-dd}"]),
            new($"States as of {asOf}", source => FactText.Of(CustomerFacts.States(source, asOf, none))),
            new($"Gaps as of {asOf}", source => FactText.Of(CustomerFacts.Gaps(source, asOf, none))),
            new($"DailyRows as of {asOf}", source => FactText.Of(CustomerFacts.DailyRows(source, asOf, none))),
            new($"Duplicates as of {asOf}", source => FactText.Of(CustomerFacts.Duplicates(source, asOf, none))),
            new($"IdVariants as of {asOf}", source => FactText.Of(CustomerFacts.IdVariants(source, asOf, none))),
            new($"Refunds as of {asOf}, edge {edge}", source => FactText.Of(CustomerFacts.Refunds(source, asOf, edge, none))),
            new($"LeftEdge as of {asOf}, edge {edge}", source => FactText.Of(CustomerFacts.LeftEdge(source, asOf, edge, none))),
            new($"Amounts as of {asOf}", source => FactText.Of(CustomerFacts.Amounts(source, asOf, none), units => RowsOf(units, asOf))),
            new($"Currencies as of {asOf}", source => FactText.Of(CustomerFacts.Currencies(source, asOf, none))),
            new($"Rows from {from} to {asOf}", source => [FactText.Of(CustomerFacts.Rows(source, new DatedBetween(from, asOf), none))]),
            new($"Rows of {amount} as of {asOf}", source => [FactText.Of(CustomerFacts.Rows(source, new OfAmount(asOf, amount), none))]),
            new($"Rows outside of {low} to {high} as of {asOf}", source => [FactText.Of(CustomerFacts.Rows(source, new OutsideOf(asOf, low, high), none))]),
        ];
    }

    private long RowsOf(long units, int asOf) =>
        set.Rows.Count(row => (long)(row.Amount * Money.UnitsPerOne) == units && PeriodCalendar.Day(row.Date) < asOf && (set.Refund is not RefundRule.Ignore || row.Amount >= 0));

    // Mostly all of it; else some day, or before there is anything.
    private int AsOf() => random.Below(100) switch
    {
        < 50 => end,
        < 95 => Day(),
        _ => first,
    };

    private int Day() => random.Between(first - 2, end + 40);
}
