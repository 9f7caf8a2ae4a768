using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The picture of records that are one series, as the statement of a source has it; records of several have none.</summary>
internal static class RecordChart
{
    private const int FewestPoints = 2;

    public static StatementBlock? Of(RecordTable table) =>
        table.Records.Count < table.Count ? null
        : table.Kind switch
        {
            nameof(CustomerLedgerEntry) => Ledger([.. table.Records.Cast<CustomerLedgerEntry>()]),
            nameof(ChurnRate) => Churn([.. table.Records.Cast<ChurnRate>()]),
            nameof(CohortCell) => Cohorts([.. table.Records.Cast<CohortCell>()]),
            _ => null,
        };

    private static WaterfallChart? Ledger(List<CustomerLedgerEntry> entries)
    {
        if (entries.Exists(entry => entry.Group is not null) || entries.Select(entry => (entry.ActivityRule, entry.WindowDays, entry.Unit)).Distinct().Count() > 1)
        {
            return null;
        }

        var (first, last) = (entries[0], entries[^1]);
        var words = StatementWords.Of(last.ActivityRule, last.WindowDays, null, last.Unit ?? PeriodUnit.Month);
        var movements = Movement.People(words, entries);
        return new(
            "Customers in and out by " + words.Unit,
            NumberText.Count(first.Opening) + " at the opening of " + PeriodName.Short(first) + ", " + NumberText.Count(last.Closing) + " at the close of " + PeriodName.Short(last) + ".",
            ValueKind.Count,
            [.. entries.TakeLast(StatementScope.ChartPeriods).Select(entry => Movement.Group(entry, movements, entry.Opening, entry.Closing))]);
    }

    private static BandChart? Churn(List<ChurnRate> rates)
    {
        if (rates.Count(rate => rate.Rate is not null) < FewestPoints || rates.Select(rate => (rate.Group, rate.Basis, rate.Method)).Distinct().Count() > 1)
        {
            return null;
        }

        var (first, last) = (rates.First(rate => rate.Rate is not null), rates.Last(rate => rate.Rate is not null));
        return new(
            "Churn rate, method " + last.Method,
            NumberText.Share(first.Rate!.Value) + " in " + first.Period + ", " + NumberText.Share(last.Rate!.Value) + " in " + last.Period + ". The band is the 95% interval.",
            [.. rates.TakeLast(StatementScope.ChartPeriods).Select(rate => new BandPoint(rate.Period, rate.Rate, rate.Low, rate.High))]);
    }

    private static StatementMatrix? Cohorts(List<CohortCell> cells)
    {
        var known = cells.Where(cell => cell.Rate is >= 0 and <= 1).ToList();
        if (known.Count == 0 || known.Exists(cell => cell.OffsetEnd > cell.Offset) || known.GroupBy(cell => (cell.Cohort, cell.Group, cell.Offset)).Any(same => same.Count() > 1))
        {
            return null;
        }

        var offsets = known.Select(cell => cell.Offset).Distinct().Order().ToList();
        return new(
            "Share of each cohort by the time since",
            "Cohort",
            "Customers",
            "Offset",
            [.. offsets.Select(offset => NumberText.Count(offset))],
            ValueKind.Share,
            [.. known.Where(cell => !cell.IsAverage).GroupBy(cell => (cell.Cohort, cell.Group)).Select(cohort => Row(cohort.Key.Group is null ? cohort.Key.Cohort : cohort.Key.Cohort + " | " + cohort.Key.Group, [.. cohort], offsets))])
        {
            Name = "matrix",
            Summary = known.FindAll(cell => cell is { IsAverage: true, Group: null }) is { Count: > 0 } average ? Row("Average", average, offsets) : null,
        };
    }

    private static StatementMatrixRow Row(string label, List<CohortCell> cells, List<int> offsets) =>
        new(label, cells[0].Customers, [.. offsets.Select(offset => cells.Find(cell => cell.Offset == offset)?.Rate)]);
}
