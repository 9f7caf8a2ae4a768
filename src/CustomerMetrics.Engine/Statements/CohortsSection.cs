using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Cohorts;

namespace CustomerMetrics.Engine.Statements;

/// <summary>How many of those who first came in one period were there in each later one.</summary>
internal static class CohortsSection
{
    public static StatementSection Build(StatementScope scope)
    {
        var cells = scope.Cohorts.Cells.Where(cell => cell.Offset is > 0 and <= StatementCohortMetric.Most && cell.Rate is not null).ToList();
        List<StatementBlock> blocks = cells.Exists(cell => cell is { IsAverage: false, Offset: 1 })
            ? [new StatementText(Finding(scope, cells)), Matrix(scope, cells)]
            : [new StatementText(Absence(scope)), .. scope.Cohorts.Warnings.Select(warning => new StatementText(warning))];
        return new StatementSection("cohorts", "How long do customers stay?", blocks);
    }

    private static string Absence(StatementScope scope) =>
        scope.Cohorts.Cells.Any() && scope.Small.Hidden > 0 ? "Every cohort has fewer customers than are shown."
        : StatementCohortMetric.Followed(scope.Entries).Any() ? "Nobody " + scope.Words.CameFirst + " in a " + scope.Words.Unit + " shown whose next one is over."
        : "There is no retention to show yet: it needs a complete " + scope.Words.Unit + " after that of a " + scope.Words.First + ".";

    private static StatementMatrix Matrix(StatementScope scope, List<CohortCell> cells)
    {
        var followed = StatementCohortMetric.Followed(scope.Entries).ToList();
        var columns = cells.Max(cell => cell.Offset);
        return new StatementMatrix(
            scope.Words.ShareOfStayed + ", by " + scope.Words.Unit + " of the " + scope.Words.First + scope.Limit(StatementCohortMetric.Most, followed.Count),
            StatementWords.Sentence(scope.Words.First),
            "Customers",
            StatementWords.Sentence(scope.Words.Units) + " later",
            [.. Enumerable.Range(1, columns).Select(offset => NumberText.Count(offset))],
            ValueKind.Share,
            [.. cells.Where(cell => !cell.IsAverage).GroupBy(cell => cell.Start).Select(cohort => Row(PeriodName.Short(scope.Unit, cohort.Key), cohort.First().Customers, cohort, columns))])
        {
            Summary = Row("Average", scope.Cohorts.Cells.First(cell => cell.IsAverage).Customers, cells.Where(cell => cell.IsAverage), columns),
            Notes = [.. Notes(scope, followed), .. scope.Cohorts.Warnings],
        };
    }

    private static StatementMatrixRow Row(string label, long customers, IEnumerable<CohortCell> cells, int columns)
    {
        var rates = cells.ToDictionary(cell => cell.Offset, cell => cell.Rate);
        return new(label, customers, [.. Enumerable.Range(1, columns).Select(offset => rates.GetValueOrDefault(offset))]);
    }

    private static IEnumerable<string> Notes(StatementScope scope, List<CustomerLedgerEntry> followed)
    {
        var unit = scope.Words.Unit;
        yield return "A cell is the share of the customers of its line " + scope.Words.CellOfCohort + "; it is empty until that " + unit
            + " is over. The average is that of all customers for whom it is over.";
        if (scope.Cohorts.Cells.Any(cell => cell.Offset > StatementCohortMetric.Most && cell.Rate is not null))
        {
            yield return TextCulture.Write($"Later {scope.Words.Units} than {StatementCohortMetric.Most} are not shown.");
        }

        if (scope.Entries[^1].Start > followed[^1].Start)
        {
            yield return "Whoever " + scope.Words.CameFirst + " after " + PeriodName.Long(followed[^1]) + " is not in it: no " + unit + " after that of the " + scope.Words.First + " is over.";
        }

        var edge = followed.TakeLast(StatementCohortMetric.Most).Where(entry => entry.LeftEdge).Select(PeriodName.Short).ToList();
        if (edge.Count > 0 && !scope.IsFirstSeenKnown)
        {
            yield return "Customers of " + StatementWords.List(edge) + " may have bought before the data begins.";
        }
    }

    private static string Finding(StatementScope scope, List<CohortCell> cells)
    {
        var next = cells.Where(cell => cell.Offset == 1).ToList();
        var latest = next.Last(cell => !cell.IsAverage);
        var first = scope.Words.WhoCameFirst + " " + PeriodName.In(scope.Entries.First(entry => entry.Start == latest.Start));
        var finding = latest.Customers == 1
            ? "The one customer " + first + " " + (latest.Active == 1 ? scope.Words.Stayed(1) : scope.Words.NotStayed) + " " + Later(scope, 1) + "."
            : "Of the " + NumberText.Count(latest.Customers) + " customers " + first + ", " + (latest.Active == 0 ? "none" : NumberText.Count(latest.Active)) + " " + scope.Words.Stayed(latest.Active) + " " + Later(scope, 1) + ".";
        return next.Count == 2 ? finding : finding + " " + Average(scope, [.. cells.Where(cell => cell.IsAverage)]);
    }

    // The last offsets are known of a few cohorts only; the one told is known of at least half of the customers.
    private static string Average(StatementScope scope, List<CohortCell> averages)
    {
        var (soon, late) = (averages[0], averages.Last(cell => 2 * cell.Eligible >= averages[0].Eligible));
        return "On average " + NumberText.Share(soon.Rate!.Value) + " " + scope.Words.StayedOnAverage + " " + Later(scope, 1)
            + (soon is { Low: { } low, High: { } high } ? " (95% interval " + NumberText.Share(low) + " to " + NumberText.Share(high) + ")" : "")
            + (late.Offset > 1 ? ", and " + Later(scope, late.Offset) + " " + NumberText.Share(late.Rate!.Value) : "") + ".";
    }

    private static string Later(StatementScope scope, int offset) => (offset == 1 ? "a " + scope.Words.Unit : NumberText.Count(offset) + " " + scope.Words.Units) + " later";
}
