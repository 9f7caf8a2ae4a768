using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>What all records of an answer share, and how one is made of its cells.</summary>
internal sealed record AcquisitionScope(CustomerSource Source, AcquisitionQuery Query, DateTime AsOf, CohortQuestion Question, PeriodCalendar Calendar, string SpendFrom)
{
    private const int Year = 12;

    public AcquisitionReturn Record(string channel, IReadOnlyList<AcquisitionCell> cells, int first, int last, bool isTotal)
    {
        var lines = cells.SelectMany(cell => cell.Lines).ToList();
        var customers = cells.Sum(cell => cell.Customers);
        Int128? spent = cells.Any(cell => cell.Spend is not null) ? cells.Aggregate(Int128.Zero, (sum, cell) => sum + (cell.Spend ?? 0)) : null;
        decimal? cac = customers > 0 && channel != GroupNames.None && spent is { } units ? Money.ToDecimal(units) / customers : null;
        var curve = new AcquisitionCurve(lines, Question, Query.Margin);
        var points = curve.Points();
        var payback = cac is { } cost ? Array.Find(points, point => point.PerCustomer >= cost)?.Months : null;
        var (active, eligible) = curve.ActiveAt(Year);
        var retention = eligible > 0 ? Interval.Wilson(active, eligible) : (Interval?)null;
        var value = curve.Value;
        var observed = customers > 0 ? value / customers : (decimal?)null;
        var ratio = cac > 0 ? (double)(observed!.Value / cac.Value) : (double?)null;
        var interval = ratio is null ? null : curve.PerCustomer();
        var (start, end) = (PeriodCalendar.Date(Calendar.Start(first - Calendar.FirstPeriod)), PeriodCalendar.Date(Calendar.End(last - Calendar.FirstPeriod)));
        decimal? After(int months) => Array.Find(points, point => point.Months == months)?.PerCustomer;
        return new()
        {
            Channel = channel,
            Cohort = isTotal ? AcquisitionReturn.All : Calendar.Label(first - Calendar.FirstPeriod),
            Spend = spent is { } known ? Money.ToDecimal(known) : null,
            NewCustomers = customers,
            Cac = cac,
            MarginPerCustomer1 = After(1),
            MarginPerCustomer3 = After(3),
            MarginPerCustomer6 = After(6),
            MarginPerCustomer12 = After(Year),
            MarginPerCustomer24 = After(2 * Year),
            PaybackMonth = payback,
            IsPaidBack = cac is null ? null : payback is not null,
            Retention12 = retention is null ? null : (double)active / eligible,
            Retention12Low = retention?.Low,
            Retention12High = retention?.High,
            Retention12Active = retention is null ? null : active,
            Retention12Customers = retention is null ? null : eligible,
            ObservedValue = observed,
            ObservedToCac = ratio,
            ObservedToCacLow = interval?.Low / (double?)cac,
            ObservedToCacHigh = interval?.High / (double?)cac,
            Interval = interval is null ? null : "Delta",
            Note = NoteOf(channel, customers, spent, cac, payback, end),
            Points = points,
            Value = value,
            Basis = AcquisitionRules.BasisOf(Source, Query),
            MarginRate = Query.Margin,
            IsTotal = isTotal,
            IsComplete = end <= AsOf,
            LeftEdge = lines.Exists(line => line.Period == Calendar.FirstPeriod),
            Check = 0,
            SpendCheck = 0,
            Start = start,
            End = end,
            Unit = Query.Period,
            Attribution = "FirstTouch",
            ChannelColumn = Query.ChannelColumn,
            SpendFrom = SpendFrom,
            AsOf = AsOf,
            TimeZone = Source.TimeZone,
            Currency = Source.Currency,
        };
    }

    private string? NoteOf(string channel, long customers, Int128? spent, decimal? cac, int? payback, DateTime end)
    {
        string?[] notes =
        [
            channel == GroupNames.None ? "Nobody knows the channel, so there is no cost per customer."
                : customers == 0 ? "Nobody first came through this channel."
                : spent is null ? "The table of spend has no row for it."
                : null,
            cac is not null && payback is null ? "Not paid back as far as is seen." : null,
            end > AsOf ? "The last cohort is open: its spend may be of a longer time than its customers." : null,
        ];
        var told = notes.Where(note => note is not null).ToList();
        return told.Count == 0 ? null : string.Join(" ", told);
    }
}
