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
                ? ", " + scope.Words.Fate(subject) + "; " + scope.Words.Arrivals(subject) + ". " + Spend(subject, scope)
                : FirstComers(subject, scope))
            + Silence([.. scope.Entries.Where(entry => entry.IsComplete && entry.Start > subject.Start)], scope.Words);
    }

    private static string WithoutEntries(StatementScope scope) =>
        scope.Query.Since is null && scope.Query.Until is null
            ? "There is no " + scope.Words.Cause + " before " + NumberText.Date(scope.AsOf) + ", so there is nothing to report yet."
            : "There is no " + scope.Words.Unit + " with data in the range asked for.";

    private static string WithoutSubject(StatementScope scope)
    {
        var complete = scope.Entries.Where(entry => entry.IsComplete).ToList();
        var last = scope.Entries[^1];
        var nothing = complete.Count switch
        {
            0 => "No " + scope.Words.Unit + " is complete yet.",
            1 => StatementWords.Sentence(scope.Words.Absent) + " " + PeriodName.In(complete[0]) + ".",
            _ => StatementWords.Sentence(scope.Words.Absent) + " from " + PeriodName.Long(complete[0]) + " to " + PeriodName.Long(complete[^1]) + ".",
        };
        if (last.IsComplete)
        {
            return nothing;
        }

        var came = last.Closing + last.Transient;
        return nothing + " So far " + PeriodName.In(last) + ", " + (came == 0
            ? scope.Words.Absent
            : scope.Words.Came(StatementWords.Customers(came), scope.Amount(last.ClosingValue + last.TransientValue))) + ".";
    }

    private static string FirstComers(CustomerLedgerEntry entry, StatementScope scope)
    {
        var words = scope.Words;
        var came = words.Came(StatementWords.Customers(entry.Closing + entry.Transient), scope.Amount(entry.ClosingValue + entry.TransientValue));
        return entry.LeftEdge
            ? ", where the data begins, " + came + ". Nobody was there before to compare with."
            : ", " + came + ": " + words.Arrivals(entry) + ". " + words.NobodyBefore(entry);
    }

    private static string Silence(List<CustomerLedgerEntry> after, StatementWords words) => after.Count switch
    {
        0 => "",
        1 => " " + StatementWords.Sentence(words.Absent) + " " + PeriodName.In(after[0]) + ".",
        _ => " " + StatementWords.Sentence(words.Absent) + " in the " + NumberText.Count(after.Count) + " " + words.Units + " after that.",
    };

    private static string Spend(CustomerLedgerEntry entry, StatementScope scope)
    {
        var words = scope.Words;
        var before = scope.Amount(entry.OpeningValue);
        var after = scope.Amount(entry.ClosingValue);
        var at = words.AtOpening(entry);
        var change = before == after
            ? words.Money + " stayed at " + after
            : words.Money + (entry.ClosingValue < entry.OpeningValue ? " fell" : " rose") + " from " + before + " " + at + " to " + after + words.AtClose;
        var share = entry.Lost == 0 || entry.Lost == entry.Opening
            ? ""
            : "; the " + (entry.Lost == 1 ? "one" : NumberText.Count(entry.Lost)) + " who " + words.LostVerb + " " + words.LostMoneyVerb + " " + scope.Amount(entry.LostValue);
        return change + share + ".";
    }
}
