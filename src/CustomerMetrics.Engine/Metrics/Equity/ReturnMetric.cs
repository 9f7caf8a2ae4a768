using System;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>Return on Customer: cash of the period and change of equity over the equity at the opening.</summary>
internal static class ReturnMetric
{
    private const double DaysOfYear = 365.25;

    public static ReturnOnCustomer Compute(CustomerEquityBridge bridge)
    {
        var change = bridge.Closing - bridge.Opening - bridge.AssumptionEffect - bridge.Moved;
        var hasBase = bridge.Opening > 0;
        var rate = hasBase ? (double)((bridge.ActualCash + change) / bridge.Opening) : default(double?);
        return new ReturnOnCustomer
        {
            Start = bridge.Start,
            End = bridge.End,
            Group = bridge.Group,
            OpeningEquity = bridge.Opening,
            CashFlow = bridge.ActualCash,
            EquityChange = change,
            ClosingEquity = bridge.Closing,
            Return = rate,
            AnnualizedReturn = rate > -1 ? Math.Pow(1 + rate.Value, 1 / Years(bridge.Start, bridge.End)) - 1 : null,
            AssumptionEffect = bridge.AssumptionEffect,
            ReturnWithAssumptions = hasBase ? (double)((bridge.ActualCash + change + bridge.AssumptionEffect) / bridge.Opening) : null,
            Moved = bridge.Moved,
            Reason = hasBase ? null : "The equity at the opening is not above zero, so there is nothing that a return could be of.",
            Note = bridge.Note,
            Model = bridge.Model,
            Horizon = bridge.Horizon,
            DiscountRate = bridge.DiscountRate,
            MarginRate = bridge.MarginRate,
            GroupBy = bridge.GroupBy,
            Currency = bridge.Currency,
        };
    }

    private static double Years(DateTime start, DateTime end) =>
        BridgePeriod.MonthsBetween(start, end) is > 0 and var months ? months / 12.0 : (end - start).Days / DaysOfYear;
}
