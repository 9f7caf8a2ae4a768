using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Tests.Hostile;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Questions about a set of subscriptions: ledgers of all units, whole and by group, and the members of some of their periods; durations, renewals, win-backs and cohorts.</summary>
internal sealed class TermQuestions
{
    private const int MostPeriods = 5;

    private static readonly string[][] Groupings = [[], [TermLaboratory.Columns[6]], [TermLaboratory.Columns[6], TermLaboratory.Columns[7]]];

    private readonly HostileRandom random;
    private readonly TermRows set;
    private readonly int first;
    private readonly int end;

    private TermQuestions(TermRows set)
    {
        this.set = set;
        random = new(~set.Seed);
        first = PeriodCalendar.Day(set.Rows.Min(row => row.Start));
        end = PeriodCalendar.Day(set.End);
    }

    public static IEnumerable<FactQuestion> Of(TermRows set) => new TermQuestions(set).All();

    private IEnumerable<FactQuestion> All() =>
    [
        new("AsOf", source => [$"{source.AsOf:yyyy-MM-dd}"]),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => new[] { 1, 1, random.Pick<int>([2, 3, 12]) }.SelectMany(span => Ledgers(unit, span))),
        .. Enumerable.Range(0, 4).Select(i => Durations(namesLost: i % 2 == 1)),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Renewals(unit)),
        .. Enum.GetValues<PeriodUnit>().SelectMany(WinBacks),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Enum.GetValues<CohortOffset>().SelectMany(offset => Cohorts(unit, offset))),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Renewals(unit, random.Pick<string>([TermLaboratory.Columns[6], TermLaboratory.Columns[7]]))),
        .. Enum.GetValues<PeriodUnit>().SelectMany(unit => Groupings.Select(groups => Moves(unit, groups))),
        Durations(namesLost: true, namesAll: true),
    ];

    private IEnumerable<FactQuestion> Ledgers(PeriodUnit unit, int span)
    {
        var question = new LedgerQuestion(unit, ActivityRule.Contract, 0, AsOf(), RefundRule.Net, random.Pick(Groupings)) { Span = span, Contract = set.Rule };
        var name = $"of {unit}, span {span}, grace {set.Rule.GraceDays}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Ledger {name}", source => FactText.Of(CustomerFacts.Ledger(source, question, CancellationToken.None)));
        if (question.AsOf <= first)
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

    private FactQuestion Moves(PeriodUnit unit, string[] groups)
    {
        var ledger = new LedgerQuestion(unit, ActivityRule.Contract, 0, AsOf(), RefundRule.Net, groups) { Contract = set.Rule };
        var (one, other) = (random.Between(first - 2, end + 40), random.Between(first - 2, end + 40));
        return FactQuestions.MovesOf(ledger, Math.Min(one, other), Math.Max(one, other), random.Chance(60) ? random.Pick(FactQuestions.MoveTiers) : []);
    }

    private FactQuestion Durations(bool namesLost, bool namesAll = false)
    {
        var question = new DurationQuestion(0, random.Chance(50) ? 0 : random.Between(first - 2, end + 40), AsOf(), random.Pick(Groupings)) { NamesLost = namesLost, NamesAll = namesAll };
        return new($"Durations{(namesAll ? " of all by name" : namesLost ? " by name" : "")}, grace {set.Rule.GraceDays}, since {question.Since}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]", source => FactText.Of(CustomerFacts.Durations(source, question, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> Renewals(PeriodUnit unit, string? contractColumn = null)
    {
        var question = new RenewalQuestion(unit, 0, random.Chance(50) ? set.Rule.GraceDays : random.Pick<int>([0, 1, 5, 30, 100]), AsOf(), RefundRule.Net, random.Pick(Groupings), contractColumn);
        var name = $"of {unit}, contract {contractColumn}, grace {question.GraceDays}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Renewals {name}", source => FactText.Of(CustomerFacts.Renewals(source, question, CancellationToken.None)));
        var period = PeriodCalendar.OrdinalOf(unit, random.Between(first, end + 40));
        yield return new($"RenewalMembers in {period} {name}", source => FactText.Of(CustomerFacts.RenewalMembers(source, question, period, period + 2, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> WinBacks(PeriodUnit unit)
    {
        var ledger = new LedgerQuestion(unit, ActivityRule.Contract, 0, AsOf(), RefundRule.Net, random.Pick(Groupings)) { Contract = set.Rule };
        var question = new WinBackQuestion(ledger, random.Chance(50) ? random.Between(1, 14) : null);
        var name = $"of {unit}, grace {set.Rule.GraceDays}, as of {ledger.AsOf}, by [{string.Join(',', ledger.GroupBy)}], forgotten after {question.ForgottenAfter}";
        yield return new($"WinBacks {name}", source => FactText.Of(CustomerFacts.WinBacks(source, question, CancellationToken.None)));
    }

    private IEnumerable<FactQuestion> Cohorts(PeriodUnit unit, CohortOffset offset)
    {
        var measure = random.Pick(Enum.GetValues<CohortMeasure>());
        var isRolling = measure is CohortMeasure.Customers && random.Chance(50);
        OffsetBracket[] brackets = isRolling || measure is CohortMeasure.CumulativeRevenue || random.Chance(60) ? [] : [.. random.Pick(FactQuestions.Brackets)];
        var (from, to) = random.Chance(60) ? (0, int.MaxValue) : (PeriodCalendar.OrdinalOf(unit, random.Between(first, end)), PeriodCalendar.OrdinalOf(unit, random.Between(first, end)));
        var question = new CohortQuestion(unit, offset, isRolling, measure, brackets, from, to, AsOf(), RefundRule.Net, random.Pick(Groupings));
        var name = $"of {unit}, {offset}, grace {set.Rule.GraceDays}, {measure}, rolling {isRolling}, brackets {string.Join(' ', brackets)}, from {from} to {to}, as of {question.AsOf}, by [{string.Join(',', question.GroupBy)}]";
        yield return new($"Cohorts {name}", source => FactText.Of(CustomerFacts.Cohorts(source, question, CancellationToken.None)));
        var members = question with { IsRolling = false, Measure = CohortMeasure.Customers, Brackets = [random.Pick(random.Pick(FactQuestions.Brackets))] };
        yield return new($"CohortMembers of {members.Brackets[0]} {name}", source => FactText.Of(CustomerFacts.CohortMembers(source, members, CancellationToken.None)));
    }

    // Mostly beyond the last start, where many terms still run; else in the middle, or before there is anything.
    private int AsOf() => random.Below(100) switch
    {
        < 50 => end + random.Below(60),
        < 97 => random.Between(first - 1, end + 1),
        _ => first,
    };
}
