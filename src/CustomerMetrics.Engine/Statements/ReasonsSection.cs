using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Why customers were lost in the last complete period, those who told no reason first.</summary>
internal static class ReasonsSection
{
    /// <summary>As many reasons stand alone; the others are one line.</summary>
    public const int Most = 8;

    public static StatementSection Build(StatementScope scope, CustomerReasons reasons)
    {
        var blocks = new List<StatementBlock>();
        if (reasons.Reasons is [{ Total: > 0 } silent, ..] && scope.Subject is { } subject)
        {
            blocks.Add(new StatementText(Finding(scope, subject, silent, reasons.Reasons)));
            blocks.Add(Table(scope, subject, reasons));
        }
        else
        {
            blocks.Add(new StatementText(scope.Subject is { } none
                ? "Nobody " + scope.Words.LostVerb + " " + PeriodName.In(none) + ", so there is no reason to tell."
                : "There is no reason to tell: no " + scope.Words.Unit + " with customers is complete yet."));
        }

        return new StatementSection("reasons", "Why they " + scope.Words.LostVerb, blocks);
    }

    private static string Finding(StatementScope scope, CustomerLedgerEntry subject, CustomerReason silent, IReadOnlyList<CustomerReason> lines)
    {
        var words = scope.Words;
        var who = silent.Total == 1 ? "the one customer" : "the " + NumberText.Count(silent.Total);
        var unknown = "Of " + who + " who " + words.LostVerb + " " + PeriodName.In(subject) + ", "
            + (silent.Customers == 0 ? "all told a reason." : silent.Customers == silent.Total ? "no reason is recorded." : "no reason is recorded for " + NumberText.Count(silent.Customers) + ShareOf(silent) + ".");
        var recorded = lines.Where(line => line is { Kind: ReasonKind.Recorded, Customers: > 0 }).ToList();
        if (recorded.Count == 0)
        {
            return unknown;
        }

        var first = recorded[0];
        var dearest = recorded.MaxBy(line => line.Value)!;
        return unknown + " The reason told most often is \"" + first.Reason + "\": " + StatementWords.Customers(first.Customers) + ShareOf(first) + Since(scope, subject, first) + "."
            + (dearest == first
                ? " It is also the one with the most money, " + scope.Amount(first.Value) + "."
                : " The one with the most money is \"" + dearest.Reason + "\": " + scope.Amount(dearest.Value) + ", that of the first " + scope.Amount(first.Value) + ".");
    }

    private static string ShareOf(CustomerReason line) => line.CustomerShare is { } share ? " (" + NumberText.Share(share) + ")" : "";

    private static string Since(StatementScope scope, CustomerLedgerEntry subject, CustomerReason line) => line.Change switch
    {
        null => "",
        0 => ", as many as " + Before(scope, subject),
        > 0 and var more => ", " + NumberText.Count(more) + " more than " + Before(scope, subject),
        var fewer => ", " + NumberText.Count(-fewer.Value) + " fewer than " + Before(scope, subject),
    };

    private static string Before(StatementScope scope, CustomerLedgerEntry subject) =>
        subject.Unit is PeriodUnit.Day or PeriodUnit.Week ? "the " + scope.Words.Unit + " before" : PeriodName.InTheOneBefore(subject);

    private static StatementTable Table(StatementScope scope, CustomerLedgerEntry subject, CustomerReasons reasons) => new(
        "Reasons of those who " + scope.Words.LostVerb + " " + PeriodName.In(subject) + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
        [
            new("Reason", ValueKind.Text),
            new("Customers", ValueKind.Count),
            new("Share", ValueKind.Share),
            new("The " + scope.Words.Unit + " before", ValueKind.Count),
            new("Change", ValueKind.Count),
            new("Money", ValueKind.Money),
            new("Share of money", ValueKind.Share),
            new("Change of money", ValueKind.Money),
        ],
        [
            .. reasons.Reasons.Select(line => (IReadOnlyList<object?>)
            [
                line.Reason, line.Customers, line.CustomerShare, line.Previous, line.Change, line.Value, line.ValueShare, line.ValueChange,
            ]),
            ["All", reasons.Reasons[0].Total, reasons.Reasons[0].Total > 0 ? 1.0 : null, Sum(reasons.Reasons.Select(line => line.Previous)), Sum(reasons.Reasons.Select(line => line.Change)), reasons.Reasons[0].TotalValue, reasons.Reasons[0].TotalValue > 0 ? 1.0 : null, Sum(reasons.Reasons.Select(line => line.ValueChange))],
        ])
    {
        Notes = [.. Notes(scope, reasons)],
    };

    private static object? Sum(IEnumerable<long?> counts) => counts.Aggregate((long?)0, (sum, count) => sum + count);

    private static object? Sum(IEnumerable<decimal?> amounts) => amounts.Aggregate((decimal?)0, (sum, amount) => sum + amount);

    private static IEnumerable<string> Notes(StatementScope scope, CustomerReasons reasons)
    {
        yield return "A share is of all who " + scope.Words.LostVerb + ". Of those without a recorded reason nobody knows why: they need not have the same reasons as the others. Money is what they came to at the opening.";
        foreach (var warning in reasons.Warnings)
        {
            yield return warning;
        }
    }
}
