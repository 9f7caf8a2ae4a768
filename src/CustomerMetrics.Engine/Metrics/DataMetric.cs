using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Metrics.DataChecks;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>What is wrong or doubtful in the data: every check in turn, the gravest findings first.</summary>
internal static class DataMetric
{
    private static readonly Func<DataSubject, CustomerDataFinding?>[] Checks =
    [
        FutureDateCheck.Find,
        CurrencyMixCheck.Find,
        DateOrderCheck.Find,
        RejectedRowCheck.Find,
        StrayDateCheck.Find,
        DuplicateCheck.Find,
        IdVariantCheck.Find,
        MissingDayCheck.Find,
        RefundWithoutSaleCheck.Find,
        RefundAboveSalesCheck.Find,
        OutlierCheck.Find,
        ConstantAmountCheck.Find,
        LeftEdgeCheck.Find,
        AfterAsOfCheck.Find,
    ];

    public static IReadOnlyList<CustomerDataFinding> Compute(CustomerSource source, DataQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        var days = CustomerFacts.DailyRows(source, PeriodCalendar.Day(asOf), cancellationToken);
        var subject = new DataSubject(source, asOf, query.Tomorrow, days, cancellationToken);
        var findings = Checks.Select(check => check(subject)).OfType<CustomerDataFinding>().OrderByDescending(finding => finding.Severity).ToList();
        return findings.Count > 0 ? findings : [Nothing(subject)];
    }

    // Silence could also mean that nobody looked.
    private static CustomerDataFinding Nothing(DataSubject subject) =>
        subject.Finding("None", DataSeverity.Information, 0, 0, null, [], $"Nothing doubtful found in {Words.Rows(subject.Days.Count)}.", "");
}
