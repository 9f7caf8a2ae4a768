using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Sources.Durations;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>The durations of the customers of a source, whose losses a rule declares.</summary>
internal static class SourceDurations
{
    /// <param name="source">The source.</param>
    /// <param name="reasons">Why customers were lost; null asks for no reasons.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="groupOf">The group of a customer by name, where something beside the source tells it.</param>
    public static GroupedDurations Ask(CustomerSource source, ReasonTable? reasons, DurationQuery query, CancellationToken cancellationToken, Func<string, string>? groupOf = null)
    {
        var asOf = query.AsOf ?? source.AsOf;
        LedgerMetric.CheckAsOf(asOf);
        var rule = LedgerMetric.RuleOf(source, query.ActivityRule);
        var window = rule is ActivityRule.Window ? LedgerMetric.CheckWindow(source, query.WindowDays, asOf, cancellationToken) : (int?)null;
        if (rule is ActivityRule.Period)
        {
            throw new CustomerMetricsException(
                "LossRuleMissing",
                FailureKind.InvalidArgument,
                "Transactions do not tell who has left: a loss can only be declared by a rule. " + WindowProposal.Describe(CustomerFacts.Gaps(source, PeriodCalendar.Day(asOf), cancellationToken)),
                "Name the rule with -ActivityRule Window, and with -WindowDays the days without an activity after which a customer is gone.");
        }

        if (rule is ActivityRule.Contract && query.WindowDays is not null)
        {
            throw new CustomerMetricsException("WindowDaysWithoutWindow", FailureKind.InvalidArgument, "-WindowDays belongs to the activity rule Window.", "Leave it out: the terms of subscriptions tell who is lost.");
        }

        if (query.Since is { } since && since >= asOf)
        {
            throw new CustomerMetricsException("SinceAfterAsOf", FailureKind.InvalidArgument, Errors.Invariant($"Nobody is followed from {since:yyyy-MM-dd} on: what is seen ends before {asOf:yyyy-MM-dd}."), "Give an earlier -Since, or a later -AsOf.");
        }

        ReasonMetric.CheckWithinDays(query.WithinDays);
        var end = PeriodCalendar.Day(asOf);
        var why = reasons is null ? null : new LossReasons(ReasonMetric.Given(reasons, ReasonDirection.Out, end), query.WithinDays);
        var question = new DurationQuestion(window ?? 0, query.Since is { } first ? PeriodCalendar.Day(first) : 0, end, query.GroupBy) { NamesLost = why is not null || groupOf is not null, NamesAll = groupOf is not null };
        var fact = CustomerFacts.Durations(source, question, cancellationToken);
        var lives = fact.Lines.Select(line => (Line: line, Reason: line.IsLost ? why?.Of(line) : null)).ToList();
        string[] names = why is null ? [] : [.. lives.Where(life => life.Line.IsLost).Select(life => life.Reason).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(reason => reason ?? CustomerReason.NotRecorded)];
        return new()
        {
            Name = source.Name,
            Customers = fact.Lines.Sum(line => line.Customers),
            Reasons = names,
            Rule = (window is { } days ? TextCulture.Write($"declared lost after {Days(days)} without an activity") : RuleOf(source.Contract!)) + (reasons is null ? "" : $"; reasons from {reasons.Name}"),
            Unit = AgeUnit.Day,
            GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
            ActivityRule = rule,
            WindowDays = window,
            Since = query.Since,
            AsOf = asOf,
            TimeZone = source.TimeZone,
            LeftOut = fact.LeftOut,
            Warnings = [.. Warnings(source, query, asOf, fact), .. why?.Warnings(reasons!) ?? []],
            Groups = [.. lives.GroupBy(life => groupOf is null ? life.Line.Group : groupOf(life.Line.CustomerId!)).Select(group => GroupOf(group, names))],
        };
    }

    private static GroupedLifetimes GroupOf(IGrouping<string?, (DurationLine Line, string? Reason)> lives, string[] names)
    {
        int OutcomeOf(DurationLine line, string? reason) => !line.IsLost ? Lifetime.Censored
            : names.Length == 0 ? Lifetime.Lost
            : Array.IndexOf(names, reason ?? CustomerReason.NotRecorded) + Lifetime.Lost;
        return new(lives.Key, [.. lives
            .GroupBy(life => (life.Line.Entry, life.Line.Age, Outcome: OutcomeOf(life.Line, life.Reason)))
            .Select(alike => new Lifetime(alike.Key.Entry, alike.Key.Age, alike.Key.Outcome, alike.Sum(life => life.Line.Customers)))])
        {
            CameBack = lives.Sum(life => life.Line.CameBack),
            Early = lives.Sum(life => life.Line.Early),
        };
    }

    private static string RuleOf(ContractRule contract) =>
        (contract.LossDate is LossDate.Cancel ? "lost with the cancellation, or with the end of the paid term" : "lost with the end of the paid term")
        + (contract.GraceDays > 0 ? $" when no other begins within {Days(contract.GraceDays)}" : "");

    private static string Days(int days) => Errors.Invariant($"{days} {(days == 1 ? "day" : "days")}");

    private static IEnumerable<string> Warnings(CustomerSource source, DurationQuery query, DateTime asOf, DurationFact fact)
    {
        if (fact.FirstDay is null)
        {
            yield return TextCulture.Write($"{source.Name} has no rows before the as-of date {asOf:yyyy-MM-dd}.");
        }
        else if (fact.Lines.Count == 0)
        {
            yield return fact.LeftOut > 0 ? TextCulture.Write($"Everybody was lost by {query.Since:yyyy-MM-dd}, so there is nobody to follow.") : "Nobody was a customer.";
        }

        if (fact.Lines.Count > 0 && fact.LeftOut > 0)
        {
            yield return TextCulture.Write($"{fact.LeftOut:#,0} {(fact.LeftOut == 1 ? "customer is" : "customers are")} left out, lost by {query.Since:yyyy-MM-dd}.");
        }
    }
}
