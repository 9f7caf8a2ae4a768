using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The money of the customers who came, went and stayed, period by period.</summary>
internal static class MoneySection
{
    public static StatementSection Build(StatementScope scope)
    {
        var blocks = new List<StatementBlock>();
        if (scope.Entries.Count == 0)
        {
            blocks.Add(new StatementText("There is no money to show."));
        }
        else
        {
            if (scope.Subject is { } subject)
            {
                blocks.Add(Figures(scope, subject));
            }

            var movements = Movement.Money(scope.Words, scope.Entries);
            blocks.Add(new WaterfallChart(
                scope.ChartTitle("Money in and out", scope.Entries.Count),
                Finding(scope),
                ValueKind.Money,
                [.. scope.Charted.Select(entry => Movement.Group(entry, movements, entry.OpeningValue, entry.ClosingValue))]));
            blocks.Add(Table(scope, movements));
        }

        return new StatementSection("money", "What it meant in money", blocks);
    }

    private static StatementFigures Figures(StatementScope scope, CustomerLedgerEntry subject)
    {
        var words = scope.Words;
        return new StatementFigures(
        [
            new(words.Money + ", " + PeriodName.Short(subject), subject.ClosingValue, ValueKind.Money, subject.LeftEdge && subject.Opening == 0 ? "the data begins here" : NumberText.Whole(subject.OpeningValue) + " " + words.AtOpening(subject)),
            new(words.MoneyBeforeOf + "those who " + words.LostVerb, subject.LostValue, ValueKind.Money, Each(subject.LostValue, subject.Lost)),
            new(words.MoneyOf + "those who " + words.ReturnedVerb, subject.ReturnedValue, ValueKind.Money, Each(subject.ReturnedValue, subject.Returned)),
            new(words.MoneyOf + "new customers", subject.NewValue, ValueKind.Money, Each(subject.NewValue, subject.New)),
        ]);
    }

    private static string Each(decimal money, long customers) =>
        customers == 0 ? "nobody" : NumberText.Money(money / customers) + " each, " + StatementWords.Customers(customers);

    private static StatementTable Table(StatementScope scope, IReadOnlyList<Movement> movements)
    {
        var extras = Movement.Used(
            scope.Entries,
            [],
            [
                // Never used under the period rule, which has no word for it either.
                new("Came and left", entry => entry.TransientValue, IsGain: true),
                new("Outside", entry => entry.OutsideValue, IsGain: true),
                new("Refunds", entry => entry.RefundValue, IsGain: true),
            ]);
        return new StatementTable(
            scope.Caption("Money") + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            [
                new(StatementWords.Sentence(scope.Words.Unit), ValueKind.Text),
                new("Opening", ValueKind.Money),
                .. movements.Select(movement => new StatementColumn(movement.Label, ValueKind.Money)),
                new("Closing", ValueKind.Money),
                .. extras.Select(extra => new StatementColumn(extra.Label, ValueKind.Money)),
            ],
            [
                .. scope.Tabled.Select(entry => (IReadOnlyList<object?>)
                [
                    StatementScope.Label(entry),
                    entry.OpeningValue,
                    .. movements.Select(movement => (object?)movement.Amount(entry)),
                    entry.ClosingValue,
                    .. extras.Select(extra => (object?)extra.Amount(entry)),
                ]),
            ])
        {
            Notes = [.. Notes(scope, movements)],
        };
    }

    private static IEnumerable<string> Notes(StatementScope scope, IReadOnlyList<Movement> movements)
    {
        yield return Movement.Equation(movements);
        if (scope.Entries.Any(entry => entry.OutsideValue != 0))
        {
            yield return "Outside: money of rows whose customer does not count then, such as a refund long after the purchase.";
        }

        if (scope.Entries.Any(entry => entry.RefundValue != 0))
        {
            yield return "Refunds are on a line of their own and not part of the other columns.";
        }
    }

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
            ? words.Money + " was " + scope.Amount(last.ClosingValue) + " " + PeriodName.In(last)
            : words.Money + " went from " + scope.Amount(first.ClosingValue) + " " + PeriodName.In(first) + " to " + scope.Amount(last.ClosingValue) + " " + PeriodName.In(last);
        var gone = shown.Sum(entry => entry.LostValue);
        var back = shown.Sum(entry => entry.ReturnedValue);
        return course + (shown.Count == 1 || gone == 0 ? "." : Flow());

        string Flow() => "; over those " + words.Units + " " + scope.Amount(gone) + " went with those who " + words.LostVerb
            + " and " + scope.Amount(back) + " came with those who " + words.ReturnedVerb + ".";
    }
}
