using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Of the terms that came to their end, how many were renewed, period by period.</summary>
internal static class RenewalsSection
{
    public static StatementSection Build(StatementScope scope, IReadOnlyList<RenewalRate> renewals)
    {
        var blocks = new List<StatementBlock>();
        if (scope.Subject is { } subject && renewals.FirstOrDefault(line => line.Start == subject.Start) is { Opportunities: > 0 } told)
        {
            blocks.Add(Figures(told));
            blocks.Add(new StatementText(Finding(told, subject)));
            if (told.Reasons is [_, ..] reasons)
            {
                blocks.Add(Reasons(scope, subject, reasons));
            }
        }
        else
        {
            blocks.Add(new StatementText(scope.Subject is { } quiet ? "No term came to its end " + PeriodName.In(quiet) + "." : "No " + scope.Words.Unit + " with customers is complete yet."));
        }

        if (renewals.Any(line => line.Opportunities > 0))
        {
            blocks.Add(Table(scope, [.. renewals.TakeLast(StatementScope.TablePeriods)]));
        }

        return new StatementSection("renewals", "Do they renew?", blocks);
    }

    private static StatementFigures Figures(RenewalRate told) => new(
    [
        new("Renewal rate, " + PeriodName.Short(told.Unit, told.Start), told.Rate, ValueKind.Share, told is { Low: { } low, High: { } high } ? NumberText.Share(low) + " to " + NumberText.Share(high) + " (95%)" : told.Reason),
        new("Terms that ended", told.Opportunities, ValueKind.Count, "chances to renew"),
        new("Renewed", told.Renewed, ValueKind.Count, "of " + NumberText.Count(told.Renewed + told.Lost) + " that are decided"),
        new("Not renewed", told.Lost, ValueKind.Count, told.Undecided == 0 ? "all are decided" : NumberText.Count(told.Undecided) + " more are not decided yet"),
    ]);

    private static string Finding(RenewalRate told, CustomerLedgerEntry subject) =>
        StatementWords.Sentence(PeriodName.In(subject)) + ", " + (told.Opportunities == 1 ? "1 term" : NumberText.Count(told.Opportunities) + " terms") + " came to an end: "
        + Of(told.Renewed, "renewed") + ", " + Of(told.Lost, "not")
        + (told.Undecided == 0 ? "." : " and " + Of(told.Undecided, "not decided yet, since the grace still runs") + ".")
        + (told is { GrossValueRate: { } kept, NetValueRate: { } now }
            ? " Of 100 a month that the decided terms were worth, " + NumberText.Whole((decimal)(100 * kept)) + " was kept" + (now > kept ? "; with renewals at a higher price it is " + NumberText.Whole((decimal)(100 * now)) + "." : ".")
            : "");

    private static string Of(long count, string what) => (count == 0 ? "none" : NumberText.Count(count)) + (count <= 1 ? " was " : " were ") + what;

    private static StatementTable Reasons(StatementScope scope, CustomerLedgerEntry subject, IReadOnlyList<RenewalReason> reasons) => new(
        "Why terms were renewed or not " + PeriodName.In(subject) + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
        [new("Reason", ValueKind.Text), new("Outcome", ValueKind.Text), new("Terms", ValueKind.Count), new("Share of the outcome", ValueKind.Share), new("Money of a month", ValueKind.Money)],
        [.. reasons.Select(line => (IReadOnlyList<object?>)[line.Reason, line.Outcome is RenewalOutcome.Renewed ? "Renewed" : "Not renewed", line.Opportunities, line.Share, line.OldValue])])
    {
        Name = "reasons",
        Notes = ["Reasons of the direction Stay explain terms that were renewed, those of the direction Out terms that were not. Money is that of the terms that ended."],
    };

    private static StatementTable Table(StatementScope scope, List<RenewalRate> lines) => new(
        scope.Caption("Renewals"),
        [
            new(StatementWords.Sentence(scope.Words.Unit), ValueKind.Text),
            new("Terms that ended", ValueKind.Count),
            new("Renewed", ValueKind.Count),
            new("Not renewed", ValueKind.Count),
            new("Undecided", ValueKind.Count),
            new("Rate", ValueKind.Share),
            new("Low (95%)", ValueKind.Share),
            new("High (95%)", ValueKind.Share),
            new("Money kept", ValueKind.Share),
            new("With more paid", ValueKind.Share),
        ],
        [
            .. lines.Select(line => (IReadOnlyList<object?>)
            [
                Label(line), line.Opportunities, line.Renewed, line.Lost, line.Undecided, line.Rate, line.Low, line.High, line.GrossValueRate, line.NetValueRate,
            ]),
        ])
    {
        Notes = [.. Notes(lines)],
    };

    private static IEnumerable<string> Notes(List<RenewalRate> lines)
    {
        var grace = lines[0].GraceDays;
        yield return "A term is renewed when a later one of the same customer replaces it: one that starts before its end, on it" + (grace == 0 ? "" : " or at most " + StatementWords.Days(grace) + " after it") + ". Rate: renewed, of those that are decided. A term that is not renewed need not be a customer who left: there may be others. "
            + "Money kept: of the money of the terms, what renewals kept, none counted for more than it was; with more paid: all that they pay.";
        foreach (var gap in lines.Where(line => line.Reason is not null).GroupBy(line => line.Reason!, Label, StringComparer.Ordinal))
        {
            yield return NumberText.Nothing + " in " + StatementWords.List([.. gap]) + ": " + gap.Key.TrimEnd('.') + ".";
        }
    }

    // A period whose grace still runs is over for all that the lead says.
    private static string Label(RenewalRate line) => PeriodName.Short(line.Unit, line.Start) + (line.End > line.AsOf ? " (open)" : "");
}
