using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The sentences that a statement opens with: what happened to the customers, then to their money.</summary>
internal static class StatementLead
{
    public static string Write(StatementScope scope)
    {
        if (scope.Subject is not { } subject)
        {
            return scope.Entries.Count == 0 ? WithoutEntries(scope) : WithoutSubject(scope);
        }

        return StatementWords.Sentence(PeriodName.In(subject))
            + (subject.Opening > 0
                ? ", " + Fate(subject, scope.Words) + "; " + Arrivals(subject, scope.Words) + ". " + Spend(subject, scope)
                : FirstComers(subject, scope))
            + Silence([.. scope.Entries.Where(entry => entry.IsComplete && entry.Start > subject.Start)], scope.Words);
    }

    private static string WithoutEntries(StatementScope scope) =>
        scope.Query.Since is null && scope.Query.Until is null
            ? "There is no purchase before " + NumberText.Date(scope.AsOf) + ", so there is nothing to report yet."
            : "There is no " + scope.Words.Unit + " with data in the range asked for.";

    private static string WithoutSubject(StatementScope scope)
    {
        var complete = scope.Entries.Where(entry => entry.IsComplete).ToList();
        var last = scope.Entries[^1];
        var nothing = complete.Count switch
        {
            0 => "No " + scope.Words.Unit + " is complete yet.",
            1 => "Nobody bought " + PeriodName.In(complete[0]) + ".",
            _ => "Nobody bought from " + PeriodName.Long(complete[0]) + " to " + PeriodName.Long(complete[^1]) + ".",
        };
        if (last.IsComplete)
        {
            return nothing;
        }

        var came = last.Closing + last.Transient;
        return nothing + " So far " + PeriodName.In(last) + ", " + (came == 0
            ? "nobody bought."
            : StatementWords.Customers(came) + " bought, for " + scope.Amount(last.ClosingValue + last.TransientValue) + ".");
    }

    private static string FirstComers(CustomerLedgerEntry entry, StatementScope scope)
    {
        var words = scope.Words;
        var came = StatementWords.Customers(entry.Closing + entry.Transient) + " bought, for " + scope.Amount(entry.ClosingValue + entry.TransientValue);
        return entry.LeftEdge
            ? ", where the data begins, " + came + ". Nobody was there before to compare with."
            : ", " + came + ": " + Arrivals(entry, words) + ". Nobody had bought "
                + (words.IsWindow ? "in the " + words.WindowDays + " before" : PeriodName.InTheOneBefore(entry)) + ".";
    }

    private static string Silence(List<CustomerLedgerEntry> after, StatementWords words) => after.Count switch
    {
        0 => "",
        1 => " Nobody bought " + PeriodName.In(after[0]) + ".",
        _ => " Nobody bought in the " + NumberText.Count(after.Count) + " " + words.Units + " after that.",
    };

    private static string Fate(CustomerLedgerEntry entry, StatementWords words)
    {
        var (opening, lost) = (entry.Opening, entry.Lost);
        var number = NumberText.Count(opening);
        if (words.IsWindow)
        {
            var rule = " (no purchase for " + words.WindowDays + ")";
            return (opening, lost) switch
            {
                (1, 0) => "the one customer stayed",
                (1, _) => "the one customer left" + rule,
                (_, 0) => "none of " + number + " customers left",
                _ when lost == opening => All(opening) + " customers left" + rule,
                _ => NumberText.Count(lost) + " of " + number + " customers left" + rule,
            };
        }

        var who = " who bought " + PeriodName.InTheOneBefore(entry);
        return (opening, lost) switch
        {
            (1, 0) => "the one customer" + who + " bought again",
            (1, _) => "the one customer" + who + " bought nothing",
            (_, 0) => All(opening) + who + " bought again",
            _ when lost == opening => All(opening) + who + " bought nothing",
            _ => NumberText.Count(lost) + " of the " + number + who + " bought nothing",
        };
    }

    private static string All(long count) => count == 2 ? "both" : "all " + NumberText.Count(count);

    private static string Arrivals(CustomerLedgerEntry entry, StatementWords words)
    {
        var parts = new List<string>(3);
        if (entry.Returned > 0)
        {
            parts.Add(NumberText.Count(entry.Returned) + (words.IsWindow ? " came back" : " bought again after a pause"));
        }

        if (entry.New > 0)
        {
            parts.Add(NumberText.Count(entry.New) + (words.IsWindow ? (entry.New == 1 ? " was new" : " were new") : " bought for the first time"));
        }

        if (entry.Transient > 0)
        {
            parts.Add(NumberText.Count(entry.Transient) + " came and left again");
        }

        return parts.Count > 0 ? StatementWords.List(parts) : words.IsWindow ? "nobody came" : "nobody bought for the first time or after a pause";
    }

    private static string Spend(CustomerLedgerEntry entry, StatementScope scope)
    {
        var words = scope.Words;
        var before = scope.Amount(entry.OpeningValue);
        var after = scope.Amount(entry.ClosingValue);
        var at = words.AtOpening(entry);
        var change = before == after
            ? words.Money + " stayed at " + after
            : words.Money + (entry.ClosingValue < entry.OpeningValue ? " fell" : " rose") + " from " + before + " " + at + " to " + after + (words.IsWindow ? " at the end" : "");
        var share = entry.Lost == 0 || entry.Lost == entry.Opening
            ? ""
            : "; the " + (entry.Lost == 1 ? "one" : NumberText.Count(entry.Lost)) + " who " + words.LostVerb + (words.IsWindow ? " stood for " : " had spent ") + scope.Amount(entry.LostValue);
        return change + share + ".";
    }
}
