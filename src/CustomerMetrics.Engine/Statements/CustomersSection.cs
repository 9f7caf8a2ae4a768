using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>People in and out, period by period.</summary>
internal static class CustomersSection
{
    private const string CameAndLeft = "Came and left";
    private const string LeftAndBack = "Left and came back";

    public static StatementSection Build(StatementScope scope)
    {
        var blocks = new List<StatementBlock>();
        if (scope.Entries.Count == 0)
        {
            blocks.Add(new StatementText("There is no " + scope.Words.Cause + " to count."));
        }
        else
        {
            if (scope.Subject is { } subject)
            {
                blocks.Add(Figures(scope, subject));
            }

            var movements = Movement.People(scope.Words, scope.Entries);
            blocks.Add(new WaterfallChart(
                scope.ChartTitle("Customers in and out", scope.Entries.Count),
                Finding(scope),
                ValueKind.Count,
                [.. scope.Charted.Select(entry => Movement.Group(entry, movements, entry.Opening, entry.Closing))]));
            blocks.Add(Table(scope, movements));
        }

        return new StatementSection("customers", "Customers in and out", blocks);
    }

    private static StatementFigures Figures(StatementScope scope, CustomerLedgerEntry subject)
    {
        var words = scope.Words;
        var isFirst = subject.LeftEdge && subject.Opening == 0;
        return new StatementFigures(
        [
            new("Customers, " + PeriodName.Short(subject), subject.Closing, ValueKind.Count, isFirst ? "the data begins here" : NumberText.Count(subject.Opening) + " " + words.AtOpening(subject)),
            new(words.Lost, subject.Lost, ValueKind.Count, subject.Opening == 0 ? "nobody was there before" : "of " + words.Opening(subject)),
            new(words.Returned, subject.Returned, ValueKind.Count, words.WhenReturned),
            new(words.New, subject.New, ValueKind.Count, subject.LeftEdge ? "may include earlier customers" : words.First),
        ]);
    }

    private static StatementTable Table(StatementScope scope, IReadOnlyList<Movement> movements)
    {
        var extras = Extras(scope);
        return new StatementTable(
            scope.Caption("Customers"),
            [
                new(StatementWords.Sentence(scope.Words.Unit), ValueKind.Text),
                new("Opening", ValueKind.Count),
                .. movements.Select(movement => new StatementColumn(movement.Label, ValueKind.Count)),
                new("Closing", ValueKind.Count),
                .. extras.Select(extra => new StatementColumn(extra.Label, ValueKind.Count)),
            ],
            [
                .. scope.Tabled.Select(entry => (IReadOnlyList<object?>)
                [
                    StatementScope.Label(entry),
                    entry.Opening,
                    .. movements.Select(movement => (object?)(long)movement.Amount(entry)),
                    entry.Closing,
                    .. extras.Select(extra => (object?)(long)extra.Amount(entry)),
                ]),
            ])
        {
            Notes = [Movement.Equation(movements), .. Explanations(extras, scope.Words)],
        };
    }

    private static List<Movement> Extras(StatementScope scope) =>
        !scope.Words.KnowsWhoLeft ? [] : Movement.Used(
            scope.Entries,
            [],
            [
                new(CameAndLeft, entry => entry.Transient, IsGain: true),
                new(LeftAndBack, entry => entry.Interrupted, IsGain: true),
                new(scope.Words.Undecided, entry => entry.Undecided, IsGain: true),
            ]);

    private static IEnumerable<string> Explanations(List<Movement> extras, StatementWords words) => extras.Select(extra => extra.Label switch
    {
        CameAndLeft => "Came and left: inside the " + words.Unit + ", so neither in the opening nor in the closing.",
        LeftAndBack => "Left and came back: inside the " + words.Unit + ", so in both.",
        _ => words.Undecided + ": " + words.UndecidedMeans + ".",
    });

    private static string Finding(StatementScope scope)
    {
        var words = scope.Words;
        var shown = scope.Charted.Where(entry => entry.IsComplete).ToList();
        if (shown.Count == 0)
        {
            return "No " + words.Unit + " is complete yet; the figures are those so far.";
        }

        var (first, last) = (shown[0], shown[^1]);
        var course = shown.Count == 1
            ? StatementWords.Customers(last.Closing) + " at the close of " + PeriodName.Long(last)
            : "From " + StatementWords.Customers(first.Closing) + " " + PeriodName.In(first) + " to " + NumberText.Count(last.Closing) + " " + PeriodName.In(last);
        var worst = shown.MaxBy(entry => entry.Lost)!;
        var lost = NumberText.Count(worst.Lost) + " of " + words.Opening(worst);
        return course + (worst.Lost == 0 ? "."
            : shown.Count == 1 ? "; " + lost + " " + words.LostVerb + "."
            : "; the " + words.Unit + " in which the most " + words.LostVerb + " was " + PeriodName.Long(worst) + ": " + lost + ".");
    }
}
