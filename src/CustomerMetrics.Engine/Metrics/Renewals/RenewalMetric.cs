using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Renewals;

/// <summary>
/// Renewal rates. Only opportunities whose grace is over are rated, renewed ones too: a renewal shows at once and a loss after the grace, so that a rate of
/// all that is known would be too high near the as-of date.
/// </summary>
internal static class RenewalMetric
{
    private const double DaysOfYear = 365.25;

    public static RenewalRates Compute(CustomerSource source, ReasonTable? reasons, RenewalQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        var question = RenewalRules.QuestionOf(source, query, asOf);
        var lines = CustomerFacts.Renewals(source, question, cancellationToken);
        var book = reasons is null || lines.Count == 0 ? null : new RenewalReasonBook(source, question, lines[^1].Period, reasons, cancellationToken);
        var shown = Rates(source, query, question, lines, book).ToList();
        return new(shown, [.. Warnings(source, reasons, lines, shown, asOf)]);
    }

    private static IEnumerable<RenewalRate> Rates(CustomerSource source, RenewalQuery query, RenewalQuestion question, IReadOnlyList<RenewalLine> lines, RenewalReasonBook? book)
    {
        if (lines.Count == 0)
        {
            yield break;
        }

        // Every period is a line in every group, so that a curve has no holes.
        var calendar = new PeriodCalendar(question.Period, question.AsOf - 1, question.AsOf - 1);
        var periods = Periods(query, question, calendar, lines[0].Period);
        var known = lines.ToDictionary(line => (line.Period, line.Group ?? ""));
        var groups = GroupNames.Of(lines.Select(line => line.Group), query.GroupBy.Count > 0);
        foreach (var period in periods)
        {
            foreach (var group in groups.Names)
            {
                var line = known.GetValueOrDefault((period, group ?? "")) ?? new RenewalLine(period, group);
                yield return RateOf(source, query, question, calendar, line) with { Reasons = book is null ? null : [.. book.Of(line)] };
            }
        }
    }

    private static IEnumerable<int> Periods(RenewalQuery query, RenewalQuestion question, PeriodCalendar calendar, int first)
    {
        var periods = Enumerable.Range(first, calendar.FirstPeriod - first + 1)
            .Where(period => (query.Since is null || PeriodCalendar.Date(calendar.End(period - calendar.FirstPeriod)) > query.Since)
                && (query.Until is null || PeriodCalendar.Date(calendar.Start(period - calendar.FirstPeriod)) < query.Until));
        return query.Last is { } last ? periods.TakeLast(last) : periods;
    }

    private static RenewalRate RateOf(CustomerSource source, RenewalQuery query, RenewalQuestion question, PeriodCalendar calendar, RenewalLine line)
    {
        var index = line.Period - calendar.FirstPeriod;
        var decided = line.Renewed + line.Lost;
        double? rate = decided == 0 ? null : (double)line.Renewed / decided;
        double? years = decided == 0 ? null : line.TermDays / DaysOfYear / decided;
        var share = decided == 0 ? (Interval?)null : Interval.Wilson(line.Renewed, decided);
        var gross = ValueRate(line, line.KeptValue, line.KeptSquares, line.KeptProducts);
        var net = ValueRate(line, line.NewValue, line.NewSquares, line.NewProducts);
        var check = line.Renewed + line.Lost + line.Undecided - line.Opportunities;
        return new()
        {
            Period = calendar.Label(index),
            Start = PeriodCalendar.Date(calendar.Start(index)),
            End = PeriodCalendar.Date(calendar.End(index)),
            Group = line.Group,
            IsComplete = question.IsDecided(calendar.End(index) - 1),
            Opportunities = line.Opportunities,
            Renewed = line.Renewed,
            Lost = line.Lost,
            Undecided = line.Undecided,
            UndecidedRenewed = line.UndecidedRenewed,
            WithoutExpectation = query.GapFactor is null ? null : line.WithoutExpectation,
            Rate = rate,
            Low = share?.Low,
            High = share?.High,
            Annualized = rate is { } r && years is { } y ? Math.Pow(r, 1 / y) : null,
            Years = years,
            GrossValueRate = gross.Rate,
            GrossValueLow = gross.Interval is { } grossBounds ? Math.Max(0, grossBounds.Low) : null,
            GrossValueHigh = gross.Interval is { } grossTop ? Math.Min(1, grossTop.High) : null,
            NetValueRate = net.Rate,
            NetValueLow = net.Interval is { } netBounds ? Math.Max(0, netBounds.Low) : null,
            NetValueHigh = net.Interval?.High,
            OldValue = Money.ToDecimal(line.OldValue),
            KeptValue = Money.ToDecimal(line.KeptValue),
            NewValue = Money.ToDecimal(line.NewValue),
            UndecidedValue = Money.ToDecimal(line.UndecidedValue),
            Excluded = line.Excluded,
            Reason = ReasonOf(line, decided, gross.Interval),
            Interval = share is null ? null : "Wilson",
            ValueInterval = gross.Interval is null ? null : "Delta",
            Check = check == 0 ? check : throw Errors.CheckFailed(calendar.Label(index), "renewal opportunities"),
            Unit = query.Period,
            TermDays = query.TermDays,
            GapFactor = query.GapFactor,
            GraceDays = question.GraceDays,
            ContractColumn = query.ContractColumn,
            GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
            AsOf = PeriodCalendar.Date(question.AsOf),
            TimeZone = source.TimeZone,
            Currency = source.Currency,
            Source = source,
        };
    }

    private static (double? Rate, Interval? Interval) ValueRate(RenewalLine line, Int128 renewed, ProductSum squares, ProductSum products)
    {
        if (line.OldValue <= 0)
        {
            return (null, null);
        }

        var old = (double)Money.ToDecimal(line.OldValue);
        var rate = (double)Money.ToDecimal(renewed) / old;
        return (rate, Interval.Ratio(rate, old, line.Renewed + line.Lost - line.Excluded, squares.ToDouble(), products.ToDouble(), line.OldSquares.ToDouble()));
    }

    private static string? ReasonOf(RenewalLine line, long decided, Interval? value) => line switch
    {
        { Opportunities: 0 } => "no term ended in the period",
        _ when decided == 0 => "the grace is over for no term yet",
        _ when line.OldValue <= 0 => "the terms had no money",
        _ when value is null => "one opportunity alone gives no interval of value",
        _ => null,
    };

    private static IEnumerable<string> Warnings(CustomerSource source, ReasonTable? reasons, IReadOnlyList<RenewalLine> lines, List<RenewalRate> shown, DateTime asOf)
    {
        if (lines.Count == 0)
        {
            yield return Errors.Invariant($"{source.Name} has no term that ended before the as-of date {asOf:yyyy-MM-dd}.");
        }
        else if (shown.Count == 0)
        {
            yield return "No period with renewals lies in the range asked for.";
        }

        if (reasons is ReasonList { Given: var given } && given.All(reason => reason.Direction is not (ReasonDirection.Out or ReasonDirection.Stay)))
        {
            yield return $"{reasons.Name} holds no reason of the direction Out, which explains lost terms, or Stay, which explains renewed ones.";
        }

        if (source.Contract is not null && lines.Any(line => line.Lost > 0) && lines.All(line => line.Renewed + line.UndecidedRenewed == 0))
        {
            yield return "No term was followed by another one. Where a row ends only when the customer cancels, there are no renewals to count: see Get-ChurnRate.";
        }
    }
}
