using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Averages;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>What some points more of retention would be worth, on the ledger's own figures. docs/definitions.md gives sources.</summary>
internal static class RetentionMetric
{
    private const double QuartersOfYear = 4;

    public static IEnumerable<RetentionImpact> Compute(IReadOnlyList<CustomerLedgerEntry> entries, RetentionQuery query, CancellationToken cancellationToken)
    {
        AverageRules.Validate(query);
        if (query.Points is not (> 0 and < 100))
        {
            throw new CustomerMetricsException("PointsInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Points is {query.Points}."), "Give percentage points above 0 and below 100: 1 is from 90% to 91%.");
        }

        var marginOf = MarginRate.ByGroup(entries, query.Margin, cancellationToken);
        return AveragedPeriods.Choose(entries, query.Last).Select(periods => Measure(periods, AverageCustomer.Of(periods, marginOf(periods.Group)), query)).ToList();
    }

    private static RetentionImpact Measure(AveragedPeriods periods, AverageCustomer customer, RetentionQuery query)
    {
        var question = periods.Question;
        var (opening, lost) = (periods.Opening, periods.Lost);
        double? retention = opening == 0 ? null : (double)(opening - lost) / opening;
        Interval? interval = opening == 0 ? null : Interval.Wilson(opening - lost, opening);
        var multiple = Multiple(question.Unit, query.DiscountRate);
        var margin = customer.MarginPerCustomer;
        var uplift = margin * Gain(retention);

        // More retention, more gain, unless each customer brings a loss.
        var ends = (Low: margin * Gain(interval?.Low), High: margin * Gain(interval?.High));
        ends = margin < 0 ? (ends.High, ends.Low) : ends;
        double? kept = retention is { } r && question.Unit is { } unit ? Math.Pow(r, PeriodsOfYear.In(unit)) : null;
        return new RetentionImpact
        {
            Group = periods.Group,
            Retention = retention,
            Low = interval?.Low,
            High = interval?.High,
            Interval = interval is null ? null : "Wilson",
            Lifetime = Lifetime(retention),
            LifetimeLow = Lifetime(interval?.Low),
            LifetimeHigh = Lifetime(interval?.High),
            MarginPerCustomer = ValueFormula.Money(margin),
            ValuePerCustomer = ValueFormula.Money(margin * ValueAt(retention)),
            Points = query.Points,
            ValueWithPoint = ValueFormula.Money(margin * ValueAt(Raise(retention))),
            Uplift = ValueFormula.Money(uplift),
            UpliftLow = ValueFormula.Money(ends.Low),
            UpliftHigh = ValueFormula.Money(ends.High),
            UpliftShare = ValueAt(retention) is > 0 and var now ? Gain(retention) / now : null,
            Customers = periods.Customers,
            TotalUplift = ValueFormula.Money(uplift * periods.Customers),
            TotalUpliftLow = ValueFormula.Money(ends.Low * periods.Customers),
            TotalUpliftHigh = ValueFormula.Money(ends.High * periods.Customers),
            AnnualChurn = 1 - kept,
            QuartersOfWork = kept > 0 ? QuartersOfYear / kept : null,
            Formula = (customer.Margin.Basis is MarginBasis.Revenue ? "ARPA" : "ARPA x margin") + (query.DiscountRate is null ? " x r / (1 - r), undiscounted" : " x r / (1 + i - r)"),
            Reason = Reason(),
            Periods = periods.Entries.Count,
            FirstPeriod = periods.FirstPeriod,
            LastPeriod = periods.LastPeriod,
            Opening = opening,
            Lost = lost,
            Arpa = customer.Arpa,
            MarginRate = customer.Margin.Rate,
            MarginBasis = customer.Margin.Basis,
            DiscountRate = query.DiscountRate,
            Unit = question.Unit,
            ActivityRule = question.ActivityRule,
            WindowDays = question.WindowDays,
            AsOf = question.AsOf == default ? null : question.AsOf,
            GroupBy = question.GroupBy,
            TimeZone = question.TimeZone,
            Currency = question.Currency,
        };

        double? ValueAt(double? at) => at is { } share ? multiple(share) : null;

        // Nobody keeps more than everybody, however well a discount bounds the sum. What is one up to rounding is one.
        double? Raise(double? at) => at + (query.Points / 100) is < 1 - 1e-12 and { } raised ? raised : null;

        double? Gain(double? at) => ValueAt(Raise(at)) - ValueAt(at);

        string? Reason() => customer.Reason switch
        {
            not null => customer.Reason,
            _ when question.Unit is null && query.DiscountRate is not null => "the entries do not tell the length of their periods",
            _ when lost == 0 => "no customer was lost, so there is nothing to gain",
            _ when Raise(retention) is null => Errors.Invariant($"{query.Points} points more would be all customers or more"),
            _ when Raise(interval!.Value.High) is null => Errors.Invariant($"at the high end of its interval {query.Points} points more would be all customers or more"),
            _ when question.Unit is null => "the entries do not tell the length of their periods",
            _ when lost == opening => "nobody stayed, so there is no value to compare with",
            _ => null,
        };
    }

    private static double? Lifetime(double? retention) => retention is { } r ? ValueFormula.Lifetime(1 - r) : null;

    private static Func<double, double?> Multiple(PeriodUnit? unit, double? discountRate)
    {
        if (discountRate is not { } perYear)
        {
            return retention => ValueFormula.MarginMultiple(retention, 0);
        }

        if (unit is not { } length)
        {
            return _ => null;
        }

        var discount = ValueFormula.PerPeriod(perYear, length);
        return retention => ValueFormula.MarginMultiple(retention, discount);
    }
}
