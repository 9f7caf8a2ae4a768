using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>What an average customer brings in a period.</summary>
/// <param name="Arpa">Money of the rows of the periods / average customers; null where it cannot be told.</param>
/// <param name="Margin">The margin as a share of revenue.</param>
/// <param name="MarginPerCustomer">Arpa x margin; Arpa where nothing tells the margin.</param>
/// <param name="Reason">Why something is null.</param>
internal sealed record AverageCustomer(decimal? Arpa, MarginRate Margin, double? MarginPerCustomer, string? Reason)
{
    public static AverageCustomer Of(AveragedPeriods periods, MarginRate margin)
    {
        if (periods.Reason is not null)
        {
            return new(null, margin, null, periods.Reason);
        }

        var values = periods.Entries.Select(ValueOf).ToList();
        var customers = periods.Entries.Select(CustomersOf).ToList();
        if (values.Contains(null) || customers.Contains(null))
        {
            return new(null, margin, null, "the entries do not tell the money or the days of their periods");
        }

        if (customers.Sum() is not (> 0 and { } average))
        {
            return new(null, margin, null, "there was no customer at the end of any period, so no money of a customer can be told");
        }

        var arpa = values.Sum()!.Value / average;
        return margin.Rate is null && margin.Basis is not MarginBasis.Revenue
            ? new(arpa, margin, null, "there is no net revenue that cost could be a share of")
            : new(arpa, margin, (double)arpa * (margin.Rate ?? 1), null);
    }

    // An entry made by hand may tell its closing alone, which under the period rule is all money of the period but that of strangers.
    // Subscriptions tell the money of a month at the close, which the customers then there pay in each month of the period.
    private static decimal? ValueOf(CustomerLedgerEntry entry) => entry.ActivityRule is ActivityRule.Contract ? entry.ClosingValue * MonthsOf(entry.Unit)
        : entry.PeriodValue
        ?? (entry.ActivityRule is ActivityRule.Period && entry.ClosingValue != 0 ? entry.ClosingValue + entry.OutsideValue : null);

    // Under the window rule somebody is a customer on each day, under the period rule in the whole period.
    private static decimal? CustomersOf(CustomerLedgerEntry entry)
    {
        if (entry.ActivityRule is ActivityRule.Period or ActivityRule.Contract)
        {
            return entry.Closing;
        }

        var days = (decimal)(entry.End - entry.Start).TotalDays;
        return days > 0 ? entry.CustomerDays / days : null;
    }

    private static decimal? MonthsOf(PeriodUnit? unit) => unit switch
    {
        PeriodUnit.Day => 16m / 487,
        PeriodUnit.Week => 12m / 52,
        PeriodUnit.Month => 1,
        PeriodUnit.Quarter => 3,
        PeriodUnit.Year => 12,
        _ => null,
    };
}
