using System;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Metrics.Cohorts;
using CustomerMetrics.Engine.Sources.SideTables;
using CustomerMetrics.Engine.Sources.Spend;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>Which questions about acquisition make sense, and how they are asked of a source.</summary>
internal static class AcquisitionRules
{
    public static void Validate(CustomerSource source, AcquisitionQuery query)
    {
        if (source.Contract is not null)
        {
            throw new CustomerMetricsException("AcquisitionOfTerms", FailureKind.NotSupported, $"{source.Name} holds subscriptions, of which the return on acquisition is not measured.", "Import the payments as transactions with Import-CustomerTransaction.");
        }

        if (query.Margin is not (null or (>= 0 and <= 1)))
        {
            throw new CustomerMetricsException("MarginInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Margin is {query.Margin}."), "Give the margin as a share of revenue from 0 to 1: 0.4 is 40%.");
        }

        if (query.Period is not (PeriodUnit.Month or PeriodUnit.Quarter or PeriodUnit.Year))
        {
            throw new CustomerMetricsException("AcquisitionPeriodInvalid", FailureKind.InvalidArgument, $"There are no cohorts of a {query.Period} here: spend is booked by months.", "Take -Period Month, Quarter or Year.");
        }
    }

    /// <summary>Cohorts as elsewhere, followed month by month. A refund lowers the return under each rule.</summary>
    public static CohortQuestion QuestionOf(CustomerSource source, AcquisitionQuery query, DateTime asOf)
    {
        var cohorts = new CohortQuery
        {
            Period = query.Period,
            Measure = CohortMeasure.CumulativeRevenue,
            Offset = CohortOffset.Elapsed,
            GroupBy = [query.ChannelColumn],
            Since = query.Since,
            Until = query.Until,
            Last = query.Last,
        };
        return CohortRules.QuestionOf(source, cohorts, asOf) with
        {
            OffsetUnit = PeriodUnit.Month,
            LessCost = BasisOf(source, query) is MarginBasis.Cost,
            Refund = source.Refund is RefundRule.Separate ? RefundRule.Net : source.Refund,
        };
    }

    public static MarginBasis BasisOf(CustomerSource source, AcquisitionQuery query) =>
        query.Margin is not null ? MarginBasis.Given : source.Columns.ContainsKey("Cost") ? MarginBasis.Cost : MarginBasis.Revenue;

    /// <summary>Why what is expected cannot be added to what was seen; null where it can.</summary>
    public static string? NoResidual(CustomerSource source, CustomerModel model, MarginBasis basis) => basis switch
    {
        _ when source.Refund is RefundRule.Separate => "With refunds kept apart the model expects sales without their refunds, which lower what was seen: they cannot be added.",
        MarginBasis.Cost when model.CostRate is null => "The model knows no cost, so what it expects is revenue and cannot be added to the margin that was seen. Fit it to a source with the column of cost, or give the margin.",
        _ => null,
    };

    /// <summary>A name that is written otherwise would leave its spend with the new customers.</summary>
    public static void CheckWinBacks(SpendList spend, AcquisitionQuery query)
    {
        if (query.WinBackChannels.FirstOrDefault(channel => !spend.Channels.Contains(channel)) is { } unknown)
        {
            throw new CustomerMetricsException("WinBackChannelUnknown", FailureKind.InvalidArgument, $"The table of spend has no channel '{unknown}'; it has {Errors.List(spend.Channels)}.", "Give -WinBackChannel channels of the table, as they are written there.");
        }

        if (query.WinBackChannels.Count == 0 && (query.ActivityRule is not null || query.WindowDays is not null))
        {
            throw new CustomerMetricsException("WinBackChannelMissing", FailureKind.InvalidArgument, "-ActivityRule and -WindowDays say when a customer is lost, which is a matter of win-backs alone: a new customer is one whose first activity it is.", "Give the channels that were to bring customers back with -WinBackChannel, or leave these out.");
        }
    }

    /// <summary>Nobody knows how the spend of a year was spread over its months.</summary>
    public static void CheckPeriods(SpendList spend, PeriodUnit period)
    {
        foreach (var row in spend.Given)
        {
            if (PeriodCalendar.OrdinalOf(period, row.First) != PeriodCalendar.OrdinalOf(period, row.Last))
            {
                throw SideRow.Refused(row.Place, new("SpendPeriodTooLong", row.Column, Errors.Invariant($"the spend is of several cohorts: it runs from {PeriodCalendar.Date(row.First):yyyy-MM-dd} to {PeriodCalendar.Date(row.Last):yyyy-MM-dd}"), "Take a longer -Period, or give the spend of shorter ones."));
            }
        }
    }
}
