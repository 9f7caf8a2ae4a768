using System;

namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>Formulas of a customer's value in margins of one period. docs/definitions.md gives sources.</summary>
internal static class ValueFormula
{
    /// <summary>
    /// Gupta and Lehmann 2003: r / (1 + i - r (1 + g)), the sum of (r / (1 + i))^t (1 + g)^(t - 1) over t from 1 on, so the first margin comes at the end of
    /// the first period. Retention, discount and growth are those of a period.
    /// </summary>
    /// <returns>Null where the sum has no limit.</returns>
    public static double? MarginMultiple(double retention, double discount, double growth = 0)
    {
        var denominator = 1 + discount - (retention * (1 + growth));
        return denominator > 0 ? retention / denominator : null;
    }

    /// <summary>1 / churn: the periods that a customer stays on average, and the margins that come with them, the first one now.</summary>
    /// <returns>Null where the sum has no limit.</returns>
    public static double? Lifetime(double churn) => churn > 0 ? 1 / churn : null;

    /// <summary>The rate of a period that compounds to that of a year.</summary>
    public static double PerPeriod(double perYear, PeriodUnit unit) => Math.Pow(1 + perYear, 1 / PeriodsOfYear.In(unit)) - 1;

    /// <summary>As money; null where there is no such amount.</summary>
    public static decimal? Money(double? value)
    {
        const double Most = 7e28;
        return value is { } amount && Math.Abs(amount) < Most ? (decimal)amount : null;
    }
}
