using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Averages;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>What a customer is worth by simple formulas: margin of an average customer, times a multiple that churn decides. docs/definitions.md gives sources.</summary>
internal static class ValueEstimateMetric
{
    public static IEnumerable<CustomerValueEstimate> Compute(IReadOnlyList<CustomerLedgerEntry> entries, ValueEstimateQuery query, CancellationToken cancellationToken)
    {
        Validate(query);
        var marginOf = MarginRate.ByGroup(entries, query.Margin, cancellationToken);
        return AveragedPeriods.Choose(entries, query.Last)
            .SelectMany(periods => query.Methods.Distinct().Select(method => Estimate(method, periods, AverageCustomer.Of(periods, marginOf(periods.Group)), query)))
            .ToList();
    }

    private static void Validate(ValueEstimateQuery query)
    {
        AverageRules.Validate(query);
        if (query.Methods.Contains(ValueMethod.MarginMultiple))
        {
            if (query.DiscountRate is null)
            {
                throw new CustomerMetricsException("DiscountRateMissing", FailureKind.InvalidArgument, "The method MarginMultiple needs -DiscountRate: what a year's delay takes off a margin.", "Give the rate of a year that your business reckons with, such as -DiscountRate 0.1.");
            }
        }
        else if (query.DiscountRate is not null || query.MarginGrowth is not null)
        {
            throw new CustomerMetricsException("MarginMultipleMissing", FailureKind.InvalidArgument, "-DiscountRate and -MarginGrowth belong to the method MarginMultiple.", "Add -Method MarginMultiple, or leave these parameters out.");
        }

        if (query.MarginGrowth is not (null or (> -1 and <= 1)))
        {
            throw new CustomerMetricsException("MarginGrowthInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-MarginGrowth is {query.MarginGrowth}."), "Give the growth of a year above -1 and up to 1: 0.03 is 3%.");
        }
    }

    private static CustomerValueEstimate Estimate(ValueMethod method, AveragedPeriods periods, AverageCustomer customer, ValueEstimateQuery query)
    {
        var isMultiple = method is ValueMethod.MarginMultiple;
        var churn = method is ValueMethod.ArpaOverNetRevenueChurn ? AverageChurn.OfNetRevenue(periods) : AverageChurn.OfCustomers(periods);
        var multiple = isMultiple ? MarginMultipleOf(periods.Question.Unit, query) : ValueFormula.Lifetime;
        var value = ValueAt(churn.Rate);

        // More churn is less value, unless each customer brings a loss.
        var (low, high) = customer.MarginPerCustomer < 0 ? (churn.Interval?.Low, churn.Interval?.High) : (churn.Interval?.High, churn.Interval?.Low);
        var lowValue = ValueAt(low);
        var highValue = ValueAt(high);
        return new CustomerValueEstimate
        {
            Method = method,
            Group = periods.Group,
            Value = value,
            Low = lowValue,
            High = highValue,
            Arpa = customer.Arpa,
            Churn = churn.Rate,
            ChurnLow = churn.Interval?.Low,
            ChurnHigh = churn.Interval?.High,
            Periods = churn.Periods,
            MarginRate = customer.Margin.Rate,
            MarginBasis = customer.Margin.Basis,
            DiscountRate = isMultiple ? query.DiscountRate : null,
            MarginGrowth = isMultiple ? query.MarginGrowth : null,
            Formula = FormulaOf(method, customer.Margin, query),
            Interval = churn.Kind,
            Reason = customer.Reason ?? ReasonOf(value, lowValue, highValue),
            FirstPeriod = periods.FirstPeriod,
            LastPeriod = periods.LastPeriod,
            Opening = periods.Opening,
            Lost = periods.Lost,
            Unit = periods.Question.Unit,
            ActivityRule = periods.Question.ActivityRule,
            WindowDays = periods.Question.WindowDays,
            AsOf = periods.Question.AsOf == default ? null : periods.Question.AsOf,
            GroupBy = periods.Question.GroupBy,
            TimeZone = periods.Question.TimeZone,
            Currency = periods.Question.Currency,
        };

        decimal? ValueAt(double? rate) => rate is { } at ? ValueFormula.Money(customer.MarginPerCustomer * multiple(at)) : null;

        string? ReasonOf(decimal? middle, decimal? least, decimal? most) => (middle, least, most) switch
        {
            (not null, not null, not null) => null,
            _ when churn.Reason is not null => churn.Reason,
            _ when isMultiple && periods.Question.Unit is null => "the entries do not tell the length of their periods",
            (null, _, _) => NoValue(method, churn.Rate!.Value),
            _ => "the low end of churn sets no limit",
        };
    }

    private static Func<double, double?> MarginMultipleOf(PeriodUnit? unit, ValueEstimateQuery query)
    {
        if (unit is not { } length)
        {
            return _ => null;
        }

        var discount = ValueFormula.PerPeriod(query.DiscountRate!.Value, length);
        var growth = ValueFormula.PerPeriod(query.MarginGrowth ?? 0, length);
        return churn => ValueFormula.MarginMultiple(1 - churn, discount, growth);
    }

    private static string NoValue(ValueMethod method, double churn) => method switch
    {
        _ when churn > 0 && method is not ValueMethod.MarginMultiple => "the value is beyond any amount",
        ValueMethod.ArpaOverChurn => "no customer was lost: no limit",
        ValueMethod.ArpaOverNetRevenueChurn => "those who stayed added what was lost, or more: no limit",
        _ => "retention and growth outrun the discount: no limit",
    };

    private static string FormulaOf(ValueMethod method, MarginRate margin, ValueEstimateQuery query)
    {
        var m = margin.Basis is MarginBasis.Revenue ? "ARPA" : "ARPA x margin";
        return method switch
        {
            ValueMethod.ArpaOverChurn => m + " / churn",
            ValueMethod.ArpaOverNetRevenueChurn => m + " / (1 - net revenue retention)",
            _ when query.MarginGrowth is null => m + " x r / (1 + i - r)",
            _ => m + " x r / (1 + i - r (1 + g))",
        };
    }
}
