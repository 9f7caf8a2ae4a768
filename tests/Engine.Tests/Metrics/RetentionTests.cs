using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics;
using Xunit;
using static CustomerMetrics.Engine.Tests.Metrics.LedgerEntries;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>What a point of retention is worth, worked by hand: a customer brings 1 a year.</summary>
public sealed class RetentionTests
{
    private const double Tolerance = 1e-9;

    /// <summary>From 90% to 95% at 10%: 4.5 to 6.33 margins, 40.7% more; with a first margin now, a third more.</summary>
    [Fact]
    public void FivePointsMoreAtADiscount()
    {
        var impact = One([Year(10)], discountRate: 0.1, points: 5);
        Assert.Equal(4.5, (double)impact.ValuePerCustomer!.Value, Tolerance);
        Assert.Equal(0.95 / 0.15, (double)impact.ValueWithPoint!.Value, Tolerance);
        Assert.Equal((0.95 / 0.15) - 4.5, (double)impact.Uplift!.Value, Tolerance);
        Assert.Equal(0.40740740740740744, impact.UpliftShare!.Value, Tolerance);
        Assert.Equal(1 / 3d, ((double)(1 + impact.ValueWithPoint.Value) / (double)(1 + impact.ValuePerCustomer.Value)) - 1, Tolerance);
        Assert.Equal("ARPA x r / (1 + i - r)", impact.Formula);
    }

    /// <summary>Undiscounted: 9 to 19 margins; with a first margin now, 10 to 20, which is the lifetime too.</summary>
    [Fact]
    public void FivePointsMoreWithoutADiscount()
    {
        var impact = One([Year(10)], points: 5, margin: 0.4);
        Assert.Equal((0.4, 3.6), (Math.Round((double)impact.MarginPerCustomer!.Value, 9), Math.Round((double)impact.ValuePerCustomer!.Value, 9)));
        Assert.Equal(19 * 0.4, (double)impact.ValueWithPoint!.Value, Tolerance);
        Assert.Equal(10 / 9d, impact.UpliftShare!.Value, Tolerance);
        Assert.Equal(10, impact.Lifetime!.Value, Tolerance);
        Assert.Equal(20, One([Year(5)]).Lifetime!.Value, Tolerance);
        Assert.Equal("ARPA x margin x r / (1 - r), undiscounted", impact.Formula);
    }

    [Theory]
    [InlineData(20, 5.00)]
    [InlineData(10, 4.4444444444)]
    [InlineData(25, 5.3333333333)]
    public void QuartersOfWork(long lost, double quarters)
    {
        var impact = One([Year(lost)]);
        Assert.Equal(lost / 100d, impact.AnnualChurn!.Value, Tolerance);
        Assert.Equal(quarters, impact.QuartersOfWork!.Value, 1e-9);
    }

    [Fact]
    public void ChurnIsCompoundedOverTheYear()
    {
        var impact = One([Entry(0, 100, 10, 100, PeriodUnit.Quarter)]);
        Assert.Equal(0.3439, impact.AnnualChurn!.Value, Tolerance);
        Assert.Equal(4 / 0.6561, impact.QuartersOfWork!.Value, Tolerance);
    }

    /// <summary>10 of 100 and 30 of 400: 8% of all.</summary>
    [Fact]
    public void RetentionIsPooled()
    {
        var impact = One([Entry(1, 100, 10, 100), Entry(2, 400, 30, 400)]);
        Assert.Equal((500L, 40L, 2, 400L), (impact.Opening, impact.Lost, impact.Periods, impact.Customers));
        Assert.Equal(0.92, impact.Retention!.Value, Tolerance);
        var interval = Interval.Wilson(460, 500);
        Assert.Equal((interval.Low, interval.High, "Wilson"), (impact.Low!.Value, impact.High!.Value, impact.Interval));
        Assert.Equal((1 / (1 - interval.Low), 1 / (1 - interval.High)), (impact.LifetimeLow!.Value, impact.LifetimeHigh!.Value));

        static double Uplift(double r) => ((r + 0.01) / (0.99 - r)) - (r / (1 - r));
        Assert.Equal(Uplift(0.92), (double)impact.Uplift!.Value, Tolerance);
        Assert.Equal(Uplift(interval.Low), (double)impact.UpliftLow!.Value, Tolerance);
        Assert.Equal(Uplift(interval.High), (double)impact.UpliftHigh!.Value, Tolerance);
        Assert.Equal(400 * Uplift(0.92), (double)impact.TotalUplift!.Value, 1e-6);
        Assert.Equal(400 * Uplift(interval.High), (double)impact.TotalUpliftHigh!.Value, 1e-6);
        Assert.Null(impact.Reason);
    }

    [Fact]
    public void NobodyKeepsMoreThanEverybody()
    {
        // 99% and a point are all, up to rounding, whatever the discount.
        foreach (var discountRate in new double?[] { null, 0.1 })
        {
            var all = One([Year(1)], discountRate);
            Assert.Equal((null, null, null), (all.ValueWithPoint, all.Uplift, all.TotalUplift));
            Assert.NotNull(all.UpliftLow);
            Assert.Contains("all customers", all.Reason, StringComparison.Ordinal);
        }

        // 97% and two points are not, but the high end of the interval is.
        var high = One([Year(3)], points: 2);
        Assert.NotNull(high.Uplift);
        Assert.Equal((null, null), (high.UpliftHigh, high.TotalUpliftHigh));
        Assert.Contains("high end", high.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutALossThereIsNothingToGain()
    {
        var impact = One([Year(0)]);
        Assert.Equal((1d, null, null, null), (impact.Retention!.Value, impact.Lifetime, impact.ValuePerCustomer, impact.Uplift));
        Assert.Equal((0d, 4d), (impact.AnnualChurn!.Value, impact.QuartersOfWork!.Value));
        Assert.NotNull(impact.LifetimeLow);
        Assert.Contains("no customer was lost", impact.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryNullHasAReason()
    {
        CustomerLedgerEntry[][] ledgers =
        [
            [Entry(0, 0, 0)],
            [Year(10) with { IsComplete = false }],
            [Year(10) with { LeftEdge = true }],
            [Year(10) with { PeriodValue = null, ClosingValue = 0 }],
            [Year(10) with { Unit = null }],
            [Year(100)],
            [Year(0)],
            [Year(1)],
        ];
        foreach (var impact in ledgers.SelectMany(ledger => Measure(ledger, new RetentionQuery()).Concat(Measure(ledger, new RetentionQuery { DiscountRate = 0.1 }))))
        {
            object?[] figures = [impact.Retention, impact.Lifetime, impact.LifetimeHigh, impact.ValuePerCustomer, impact.ValueWithPoint, impact.Uplift, impact.UpliftLow, impact.UpliftHigh, impact.UpliftShare, impact.AnnualChurn, impact.QuartersOfWork];
            Assert.True(!figures.Contains(null) || !string.IsNullOrEmpty(impact.Reason), impact.ToString());
        }
    }

    [Fact]
    public void GroupsAreMeasuredOverTheSamePeriods()
    {
        var impacts = Measure([Entry(1, 50, 5, 50, group: "b"), Entry(1, 10, 1, 20, group: "a"), Entry(2, 50, 10, 50, group: "b")], new RetentionQuery()).ToList();
        Assert.Equal(["a", "b"], impacts.Select(impact => impact.Group));

        // In the second month a has no line: nobody is there.
        Assert.Equal((1, 0L, 0m), (impacts[0].Periods, impacts[0].Customers, impacts[0].TotalUplift!.Value));
        Assert.Equal((2, 50L, 0.85), (impacts[1].Periods, impacts[1].Customers, impacts[1].Retention!.Value));
    }

    [Theory]
    [InlineData("PointsInvalid", 0d, 6, null)]
    [InlineData("PointsInvalid", 100d, 6, null)]
    [InlineData("PointsInvalid", double.NaN, 6, null)]
    [InlineData("LastInvalid", 1d, 0, null)]
    [InlineData("DiscountRateInvalid", 1d, 6, -0.1)]
    public void WhatMakesNoSenseIsAnError(string id, double points, int last, double? discountRate) =>
        Assert.Equal(id, Assert.Throws<CustomerMetricsException>(() => Measure([Year(1)], new RetentionQuery { Points = points, Last = last, DiscountRate = discountRate })).ErrorId);

    private static CustomerLedgerEntry Year(long lost) => Entry(0, 100, lost, 100, PeriodUnit.Year);

    private static RetentionImpact One(IReadOnlyList<CustomerLedgerEntry> entries, double? discountRate = null, double points = 1, double? margin = null) =>
        Assert.Single(Measure(entries, new RetentionQuery { DiscountRate = discountRate, Points = points, Margin = margin }));

    private static IEnumerable<RetentionImpact> Measure(IReadOnlyList<CustomerLedgerEntry> entries, RetentionQuery query) => TestSource.Engine.GetRetentionImpact(entries, query, CancellationToken.None);
}
