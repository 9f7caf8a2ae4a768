using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>What all records of an answer share, and how one is made of its cells.</summary>
internal sealed record AcquisitionScope(CustomerSource Source, AcquisitionQuery Query, DateTime AsOf, CohortQuestion Question, PeriodCalendar Calendar, string SpendFrom)
{
    private const int Year = 12;

    /// <summary>Null without a model.</summary>
    public AcquisitionResidual? Residual { get; init; }

    /// <summary>Whether it is about those who came back.</summary>
    public bool IsWinBack { get; init; }

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
        var expected = Residual?.Of(cells, isTotal);
        var lifetime = LifetimeOf(expected, curve, observed);
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
            ResidualValue = expected is null ? null : expected.Equity / customers,
            ResidualLow = EquitySums.ToMoney(expected?.Interval?.MeanLow / customers),
            ResidualHigh = EquitySums.ToMoney(expected?.Interval?.MeanHigh / customers),
            LifetimeValue = expected is null ? null : observed + (expected.Equity / customers),
            LtvToCac = cac > 0 ? (double?)((observed + (expected?.Equity / customers)) / cac) : null,
            LtvToCacLow = cac > 0 ? lifetime?.Low / (double)cac : null,
            LtvToCacHigh = cac > 0 ? lifetime?.High / (double)cac : null,
            LtvInterval = lifetime is null || !(cac > 0) ? null : Errors.Invariant($"Delta over the customers, and {Residual!.Forecast.Draws} draws of the parameters (seed {Residual.Forecast.Seed})"),
            Equity = expected?.Equity,
            Note = NoteOf(channel, customers, spent, cac, payback, end),
            Points = points,
            Value = value,
            Basis = AcquisitionRules.BasisOf(Source, Query),
            MarginRate = Query.Margin,
            ResidualMarginRate = expected is null ? null : ForecastRules.MarginRate(Residual!.Forecast),
            Model = Residual?.Forecast.Model.Model,
            ModelAsOf = Residual?.Forecast.Model.AsOf,
            Horizon = Residual?.Forecast.Horizon.ToString(),
            DiscountRate = Residual?.Forecast.DiscountRate,
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
            Channels = channel switch
            {
                AcquisitionReturn.All or AcquisitionReturn.AllReturned => null,
                AcquisitionReturn.Paid => [.. cells.Select(cell => cell.Channel).Distinct(StringComparer.Ordinal)],
                _ => [channel],
            },
            Query = Query with { AsOf = AsOf },
            Source = Source,
        };
    }

    // Who came is one matter, and what the data leave open of the parameters another: their errors are added as independent ones, each side on its own (Zou and Donner 2008).
    private static Interval? LifetimeOf(AcquiredValue? expected, AcquisitionCurve curve, decimal? observed)
    {
        if (expected?.Interval is not { } parameters || curve.PerCustomer(expected.Moment) is not { } sampled)
        {
            return null;
        }

        var (residual, customers) = ((double)expected.Equity, curve.Customers);
        var (value, half) = ((double)observed!.Value + (residual / customers), (sampled.High - sampled.Low) / 2);
        var interval = new Interval(value - Distance(half, (residual - parameters.MeanLow) / customers), value + Distance(half, (parameters.MeanHigh - residual) / customers));
        return double.IsFinite(interval.High) ? interval : null;
    }

    private static double Distance(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private string? NoteOf(string channel, long customers, Int128? spent, decimal? cac, int? payback, DateTime end)
    {
        string?[] notes =
        [
            channel == GroupNames.None ? "Nobody knows the channel, so there is no cost per customer."
                : customers == 0 ? IsWinBack ? channel == AcquisitionReturn.AllReturned ? "Nobody came back." : "No row of somebody who came back names this channel." : "Nobody first came through this channel."
                : spent is null ? !IsWinBack && Query.WinBackChannels.Contains(channel) ? "Its spend is held against those who came back." : "The table of spend has no row for it."
                : null,
            cac is not null && payback is null ? "Not paid back as far as is seen." : null,
            customers > 0 ? Residual?.Reason : null,
            cac > 0 && Residual is { Reason: null, Forecast: { HasInterval: true, Model.Identified: false } } ? "The model is not identified, so LTV:CAC has no interval." : null,
            customers > 0 && channel == AcquisitionReturn.AllReturned ? "All who came back, with or without a campaign: what one of them costs is the least." : null,
            end > AsOf ? "The last cohort is open: its spend may be of a longer time than its customers." : null,
        ];
        var told = notes.Where(note => note is not null).ToList();
        return told.Count == 0 ? null : string.Join(" ", told);
    }
}
