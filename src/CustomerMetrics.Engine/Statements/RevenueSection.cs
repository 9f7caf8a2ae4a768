using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What is left of the money that subscribers paid a year before, and what came and went with them period by period.</summary>
internal static class RevenueSection
{
    private const string Gross = "Still paid (GRR)";
    private const string Net = "With more paid (NRR)";
    private const string Quick = "Quick ratio";

    public static StatementSection Build(StatementScope scope, IReadOnlyList<RevenueRetention> retention)
    {
        var blocks = new List<StatementBlock>();
        if (retention.Count == 0)
        {
            blocks.Add(new StatementText("There is no revenue to keep."));
        }
        else
        {
            if (scope.Subject is { } subject && retention.FirstOrDefault(line => line.Start == subject.Start) is { } told)
            {
                blocks.Add(Figures(told, subject));
                blocks.Add(new StatementText(Finding(scope, told, subject)));
            }
            else
            {
                blocks.Add(new StatementText("Nothing can be said of what is left: no " + scope.Words.Unit + " with customers is complete yet."));
            }

            if (Chart(scope, [.. retention.Where(line => line.IsComplete)]) is { } chart)
            {
                blocks.Add(chart);
            }

            blocks.Add(Table(scope, [.. retention.TakeLast(StatementScope.TablePeriods)]));
        }

        return new StatementSection("revenue", "What is left of the revenue", blocks);
    }

    private static StatementFigures Figures(RevenueRetention told, CustomerLedgerEntry subject) => new(
    [
        new(Gross + ", " + PeriodName.Short(subject), told.GrossRetention, ValueKind.Share, Note(told.GrossRetention, told.GrossRetentionLow, told.GrossRetentionHigh, told)),
        new(Net + ", " + PeriodName.Short(subject), told.NetRetention, ValueKind.Share, Note(told.NetRetention, told.NetRetentionLow, told.NetRetentionHigh, told)),
        new(Quick + ", " + PeriodName.Short(subject), told.QuickRatio, ValueKind.Mean, told.QuickRatio is null ? "nothing was lost to compare with" : "gained for each 1 that was lost"),
    ]);

    private static string Note(double? rate, double? low, double? high, RevenueRetention told) => rate is null
        ? WithoutBase(told)
        : low is { } least && high is { } most ? NumberText.Share(least) + " to " + NumberText.Share(most) + " (95%)" : "one customer alone gives no interval";

    private static string WithoutBase(RevenueRetention told) => told.BaseCustomers is > 0 ? told.Reason ?? "nobody paid anything a year before" : "nobody was a customer a year before";

    private static string Finding(StatementScope scope, RevenueRetention told, CustomerLedgerEntry subject)
    {
        var gained = told.NewValue + told.ReturnedValue + told.Expansion;
        var lost = told.LostValue + told.Contraction;
        var flow = StatementWords.Sentence(PeriodName.In(subject)) + ", "
            + (gained == 0 ? "nothing was gained" : scope.Amount(gained) + " a month was gained (new customers, those who came back, those who pay more)") + " and "
            + (lost == 0 ? "nothing was lost." : scope.Amount(lost) + (gained == 0 ? " a month" : "") + " was lost (those who left or pay less).");
        if (told is not { GrossRetention: { } gross, NetRetention: { } net })
        {
            return "What is left of the revenue of a year before cannot be told: " + WithoutBase(told) + ". " + flow;
        }

        return "Of 100 paid a month by the customers of a year before, " + OfHundred(gross) + " " + (Math.Round(100 * gross) == 1 ? "is" : "are") + " still paid by the same customers; "
            + (net > gross ? "with what they pay more, it is " + OfHundred(net) + "." : "none of them pays more.") + " " + flow;
    }

    private static LinesChart? Chart(StatementScope scope, List<RevenueRetention> complete)
    {
        var lines = complete.TakeLast(StatementScope.ChartPeriods).SkipWhile(line => line.GrossRetention is null).ToList();
        var told = lines.FindAll(line => line is { GrossRetention: not null, NetRetention: not null });
        if (told.Count < 2)
        {
            return null;
        }

        var (first, last) = (told[0], told[^1]);
        return new(
            scope.ChartTitle("What is left of the money of a year before", complete.Count),
            "What is still paid went from " + NumberText.Share(first.GrossRetention!.Value) + " in " + Label(first) + " to " + NumberText.Share(last.GrossRetention!.Value) + " in " + Label(last)
                + "; with what the same customers pay more, from " + NumberText.Share(first.NetRetention!.Value) + " to " + NumberText.Share(last.NetRetention!.Value) + ".",
            [.. lines.Select(Label)],
            [new(Gross, [.. lines.Select(line => line.GrossRetention)]), new(Net, [.. lines.Select(line => line.NetRetention)])]);
    }

    // What is nearly all or nearly nothing is not said to be it.
    private static string OfHundred(double share) => (share, Math.Round(100 * share, MidpointRounding.AwayFromZero)) switch
    {
        ( > 0, 0) => "less than 1",
        ( < 1, 100) => "just under 100",
        ( > 1, 100) => "just over 100",
        var (_, whole) => NumberText.Count((decimal)whole),
    };

    private static StatementTable Table(StatementScope scope, List<RevenueRetention> lines)
    {
        var words = scope.Words;
        Part[] always =
        [
            new(words.New, line => line.NewValue), new(words.More, line => line.Expansion), new(words.Less, line => line.Contraction), new(words.Lost, line => line.LostValue), new(words.Returned, line => line.ReturnedValue),
        ];
        Part[] whenUsed = [new("Moved in", line => line.MovedInValue), new("Moved out", line => line.MovedOutValue), new("Exchange rates", line => line.FxEffect)];
        Part[] parts = [.. always, .. whenUsed.Where(part => lines.Exists(line => part.Amount(line) != 0))];
        return new StatementTable(
            scope.Caption("Movements of monthly revenue") + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            [
                new(StatementWords.Sentence(words.Unit), ValueKind.Text),
                .. parts.Select(part => new StatementColumn(part.Label, ValueKind.Money)),
                new("Gross churn", ValueKind.Share),
                new("Net churn", ValueKind.Share),
                new(Gross, ValueKind.Share),
                new(Net, ValueKind.Share),
                new(Quick, ValueKind.Mean),
            ],
            [
                .. lines.Select(line => (IReadOnlyList<object?>)
                [
                    Label(line), .. parts.Select(part => (object?)part.Amount(line)), line.GrossChurn, line.NetChurn, line.GrossRetention, line.NetRetention, line.QuickRatio,
                ]),
            ])
        {
            Notes = [.. Notes(scope, lines)],
        };
    }

    private static IEnumerable<string> Notes(StatementScope scope, List<RevenueRetention> lines)
    {
        var words = scope.Words;
        yield return "Gross churn: what was lost with those who left or pay less in the " + words.Unit + ", of the monthly revenue at its start. Net churn takes off what the others pay more; below zero, they pay more than was lost.";
        yield return Gross + ": of what the customers of a year before paid then, the part they still pay, no customer counted with more than then. " + Net + ": all that the same customers pay now, of what they paid then. Who left since counts with nothing; who came later does not count.";
        yield return Quick + ": gained (new, came back, paying more) for each 1 lost (left, paying less).";
        foreach (var gap in lines.Where(line => line.Reason is not null).GroupBy(line => line.Reason!, Label, StringComparer.Ordinal))
        {
            yield return NumberText.Nothing + " in " + StatementWords.List([.. gap]) + ": " + gap.Key.TrimEnd('.') + ".";
        }
    }

    private static string Label(RevenueRetention line) => PeriodName.Short(line.Unit, line.Start) + (line.IsComplete ? "" : " (open)");

    private sealed record Part(string Label, Func<RevenueRetention, decimal> Amount);
}
