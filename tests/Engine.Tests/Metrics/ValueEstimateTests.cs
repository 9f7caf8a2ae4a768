using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Metrics.Averages;
using CustomerMetrics.Engine.Tests.Gold;
using MathNet.Numerics.Distributions;
using Xunit;
using static CustomerMetrics.Engine.Tests.Metrics.LedgerEntries;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>The value formulas against published figures and figures worked by hand.</summary>
public sealed class ValueEstimateTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void TheTableOfTheMarginMultiple()
    {
        var gold = GoldFact.Value("margin.multiple");
        var discounts = gold.GetProperty("i").EnumerateArray().Select(rate => rate.GetDouble()).ToList();
        foreach (var row in gold.EnumerateObject().Where(row => row.Name.StartsWith("r=", StringComparison.Ordinal)))
        {
            var retention = double.Parse(row.Name[2..], CultureInfo.InvariantCulture);
            foreach (var (discount, multiple) in discounts.Zip(row.Value.EnumerateArray().Select(value => value.GetDouble())))
            {
                Assert.Equal(multiple, ValueFormula.MarginMultiple(retention, discount)!.Value, 5e-5);

                // The same from a ledger: a customer brings 1 a year.
                var entry = Entry(0, 100, (long)Math.Round(100 * (1 - retention)), 100, PeriodUnit.Year);
                Assert.Equal(multiple, Value(One([entry], ValueMethod.MarginMultiple, discountRate: discount)), 5e-5);
            }
        }
    }

    [Fact]
    public void TheExampleOfChartMogul()
    {
        var gold = GoldFact.Value("chartmogul.examples");
        Assert.Equal(gold.GetProperty("ltv_arpa100_churn5pct").GetDouble(), Value(One([Entry(0, 100, 5, 10_000)])), Tolerance);

        // Churn, contraction and expansion of ten each, of an opening of a hundred.
        var money = Entry(0, 100, 5, 10_000) with { OpeningValue = 100, LostValue = 10, Contraction = 10, Expansion = 10 };
        var net = One([money], ValueMethod.ArpaOverNetRevenueChurn);
        Assert.Equal(gold.GetProperty("net").GetDouble(), net.Churn!.Value, Tolerance);
        Assert.Equal(1000, Value(net), Tolerance);
    }

    /// <summary>10 and 6 of 100 lost: churn 8%; 2,400 of 200 customers and months: ARPA 12.</summary>
    [Fact]
    public void ArpaOverTheMeanChurn()
    {
        CustomerLedgerEntry[] entries = [Entry(1, 100, 10, 1000), Entry(2, 100, 6, 1400)];
        var estimate = One(entries);
        Assert.Equal((12m, 2, 200L, 16L), (estimate.Arpa!.Value, estimate.Periods, estimate.Opening, estimate.Lost));
        Assert.Equal(0.08, estimate.Churn!.Value, Tolerance);
        Assert.Equal(150, Value(estimate), Tolerance);
        Assert.Equal((MarginBasis.Revenue, null, "ARPA / churn", null), (estimate.MarginBasis, estimate.MarginRate, estimate.Formula, estimate.Reason));
        Assert.Equal(("2020-02-01", "2020-03-01"), (estimate.FirstPeriod, estimate.LastPeriod));

        // With equal openings the interval is that of 16 of 200.
        var churn = Interval.Wilson(16, 200);
        Assert.Equal(12 / churn.High, (double)estimate.Low!.Value, Tolerance);
        Assert.Equal(12 / churn.Low, (double)estimate.High!.Value, Tolerance);
        Assert.Equal("Wilson", estimate.Interval);

        var margin = One(entries, margin: 0.5);
        Assert.Equal(75, Value(margin), Tolerance);
        Assert.Equal((MarginBasis.Given, 0.5, "ARPA x margin / churn"), (margin.MarginBasis, margin.MarginRate!.Value, margin.Formula));
    }

    [Fact]
    public void TheMarginMultipleOfAMonth()
    {
        CustomerLedgerEntry[] entries = [Entry(1, 100, 10, 1000), Entry(2, 100, 6, 1400)];
        var discount = Math.Pow(1.1, 1 / 12d) - 1;
        Assert.Equal(12 * 0.92 / (1 + discount - 0.92), Value(One(entries, ValueMethod.MarginMultiple, discountRate: 0.1)), Tolerance);
        var growth = Math.Pow(1.03, 1 / 12d) - 1;
        var growing = One(entries, ValueMethod.MarginMultiple, discountRate: 0.1, growth: 0.03);
        Assert.Equal(12 * 0.92 / (1 + discount - (0.92 * (1 + growth))), Value(growing), Tolerance);
        Assert.Equal("ARPA x r / (1 + i - r (1 + g))", growing.Formula);

        // The sum itself: what is left of the customers in month t brings a margin grown by t - 1 months, discounted by t.
        Assert.Equal(Enumerable.Range(1, 2000).Sum(t => 12 * Math.Pow(0.92 / (1 + discount), t) * Math.Pow(1 + growth, t - 1)), Value(growing), 1e-6);
    }

    /// <summary>5 of 10 and 10 of 1,000: a mean of 25.5%, of which an interval of all openings together, 1.5%, would know nothing.</summary>
    [Fact]
    public void UnequalOpeningsKeepTheChurnInItsInterval()
    {
        var estimate = One([Entry(1, 10, 5, 100), Entry(2, 1000, 10, 10_000)]);
        Assert.Equal(0.255, estimate.Churn!.Value, Tolerance);
        Assert.Equal(Interval.WilsonOfShare(0.255, 4 / 0.101), new Interval(estimate.ChurnLow!.Value, estimate.ChurnHigh!.Value));
        Assert.InRange(estimate.Churn.Value, estimate.ChurnLow.Value, estimate.ChurnHigh.Value);
        Assert.InRange(estimate.Value!.Value, estimate.Low!.Value, estimate.High!.Value);
    }

    /// <summary>Drawn from a known churn: the interval of the mean of unequal months holds it as often as it says, and so does that of the value.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    public void TheIntervalOfTheMeanHolds(double truth)
    {
        const int Samples = 4000;
        long[] openings = [20, 60, 200, 90, 400];
        var random = new Random(7);
        var held = Enumerable.Range(0, Samples).Count(_ =>
        {
            var estimate = One([.. openings.Select((opening, month) => Entry(month, opening, Binomial.Sample(random, truth, (int)opening), opening))]);
            return (double)estimate.Low!.Value <= 1 / truth && 1 / truth <= (double?)estimate.High;
        });
        Assert.InRange((double)held / Samples, 0.935, 0.965);
    }

    [Fact]
    public void OnlyTheLatestCompleteAndFullPeriodsCount()
    {
        // A first period, one that the data cannot tell, nine others, and an open one.
        var entries = Enumerable.Range(2, 9).Select(number => Entry(number, 100, number, 1000))
            .Prepend(Entry(1, 100, 99, 1000) with { LeftEdge = true })
            .Prepend(Entry(0, 0, 0, 5000))
            .Append(Entry(11, 100, 99, 1000) with { IsComplete = false })
            .ToList();
        var six = One(entries);
        Assert.Equal((6, "2020-06-01", "2020-11-01"), (six.Periods, six.FirstPeriod, six.LastPeriod));
        Assert.Equal(0.075, six.Churn!.Value, Tolerance);
        Assert.Equal(9, One(entries, last: 50).Periods);
        Assert.Equal(0.1, One(entries, last: 1).Churn!.Value, Tolerance);

        // In whatever order they come.
        Assert.Equal(six, One([.. entries.AsEnumerable().Reverse()]));
    }

    [Fact]
    public void WithoutALossThereIsALowerEndAlone()
    {
        var estimate = One([Entry(1, 100, 0, 1000), Entry(2, 100, 0, 1000)]);
        Assert.Equal((null, null), (estimate.Value, estimate.High));
        Assert.Equal(10 / 0.018845326377266575, (double)estimate.Low!.Value, 1e-6);
        Assert.Contains("no customer was lost", estimate.Reason, StringComparison.Ordinal);

        // A discount bounds the sum all the same, unless the growth outruns it.
        var i = Math.Pow(1.1, 1 / 12d) - 1;
        Assert.Equal(10 / i, Value(One([Entry(1, 100, 0, 1000)], ValueMethod.MarginMultiple, discountRate: 0.1)), 1e-6);
        var growing = One([Entry(1, 100, 0, 1000)], ValueMethod.MarginMultiple, discountRate: 0.1, growth: 0.1);
        Assert.Null(growing.Value);
        Assert.Contains("growth", growing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoStaysMayAddMoreThanIsLost()
    {
        var entry = Entry(1, 100, 5, 1000) with { OpeningValue = 100, LostValue = 10, Expansion = 10 };
        var even = One([entry], ValueMethod.ArpaOverNetRevenueChurn);
        Assert.Equal((null, 0d), (even.Value, even.Churn!.Value));
        Assert.Contains("stayed", even.Reason, StringComparison.Ordinal);
        var gaining = One([entry with { Expansion = 30 }], ValueMethod.ArpaOverNetRevenueChurn);
        Assert.Equal((null, -0.2), (gaining.Value, gaining.Churn!.Value));
    }

    /// <summary>Each opening one: the mean of two rates has the root of the summed squares of their half widths, halved.</summary>
    [Fact]
    public void TheIntervalOfNetRevenueChurn()
    {
        var table = TestSource.FromText(string.Join('\n', Lines()), TestSource.Options with { AsOf = new DateTime(2024, 4, 1) });
        var ledger = TestSource.Engine.GetLedger(table, new LedgerQuery(), CancellationToken.None).Entries;
        var rates = TestSource.Engine.GetChurn(ledger, new ChurnQuery { Bases = [ChurnBasis.NetRevenue] }).Where(rate => rate.Rate is not null).ToList();
        var estimate = One(ledger, ValueMethod.ArpaOverNetRevenueChurn);
        Assert.Equal((2, "Delta"), (estimate.Periods, estimate.Interval));
        Assert.Equal((rates[0].Rate!.Value + rates[1].Rate!.Value) / 2, estimate.Churn!.Value, Tolerance);
        var half = Math.Sqrt(rates.Sum(rate => Math.Pow((rate.High!.Value - rate.Low!.Value) / 2, 2))) / 2;
        Assert.Equal(estimate.Churn.Value - half, estimate.ChurnLow!.Value, Tolerance);
        Assert.Equal((double)estimate.Arpa!.Value / (estimate.Churn.Value + half), (double)estimate.Low!.Value, Tolerance);

        static IEnumerable<string> Lines()
        {
            yield return "customer,date,amount";
            for (var customer = 0; customer < 60; customer++)
            {
                for (var month = 1; month <= 3 && (customer + month) % 5 != 0; month++)
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"{customer},2024-{month:00}-05,{10 + (customer * month % 7)}");
                }
            }
        }
    }

    /// <summary>February 1 of 2 lost, March 0 of 1; 110 and 140 of 1 and 2 customers; 400 of revenue cost 240. Money: 40 of 150 and 20 of 110 lost on balance.</summary>
    [Fact]
    public void FromATableWithCosts()
    {
        var table = TestSource.FromText(
            "customer,date,amount,cost\na,2024-01-05,100,60\nb,2024-01-05,50,30\na,2024-02-05,110,66\na,2024-03-05,90,54\nc,2024-03-05,50,30\n",
            TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = new() { Cost = "cost" } });
        var ledger = TestSource.Engine.GetLedger(table, new LedgerQuery(), CancellationToken.None).Entries;
        var estimate = One(ledger);
        Assert.Equal((MarginBasis.Cost, 2), (estimate.MarginBasis, estimate.Periods));
        Assert.Equal(0.4, estimate.MarginRate!.Value, Tolerance);
        Assert.Equal(250 / 3d * 0.4 / 0.25, Value(estimate), Tolerance);
        var net = One(ledger, ValueMethod.ArpaOverNetRevenueChurn);
        Assert.Equal(250 / 3d * 0.4 / (((40 / 150d) + (20 / 110d)) / 2), Value(net), Tolerance);
        Assert.Equal((null, null, null), (net.Low, net.High, net.Interval));
        Assert.NotNull(net.Reason);

        // What is given goes before the column.
        Assert.Equal((MarginBasis.Given, 0.1), (One(ledger, margin: 0.1).MarginBasis, One(ledger, margin: 0.1).MarginRate!.Value));
    }

    /// <summary>
    /// A window of 40 days tells of customers from 10 February on. March begins with a and c; c is there on all 31 days and lost at its end. April begins and
    /// ends with a. So 20 of revenue are of 2 and 1 customers.
    /// </summary>
    [Fact]
    public void UnderTheWindowRuleCustomersAreCountedByDays()
    {
        var table = TestSource.FromText(
            "customer,date,amount\na,2024-01-01,10\nb,2024-01-01,10\na,2024-02-01,10\nc,2024-02-20,20\na,2024-03-01,10\na,2024-04-01,10\n",
            TestSource.Options with { AsOf = new DateTime(2024, 5, 1) });
        var ledger = TestSource.Engine.GetLedger(table, new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 40 }, CancellationToken.None).Entries;
        var estimate = One(ledger);
        Assert.Equal((2, 3L, 1L, "2024-03"), (estimate.Periods, estimate.Opening, estimate.Lost, estimate.FirstPeriod));
        Assert.Equal(20m / 3, estimate.Arpa);
        Assert.Equal(20 / 3d / 0.25, Value(estimate), Tolerance);
    }

    [Fact]
    public void GroupsShareThePeriodsAndHaveTheirOwnMargin()
    {
        var table = TestSource.FromText(
            "customer,date,amount,cost,shop\na,2024-01-05,10,4,web\nb,2024-01-05,10,4,web\nc,2024-01-05,30,15,store\na,2024-02-05,10,4,web\nd,2024-02-05,10,4,web\na,2024-03-05,10,4,web\n",
            TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = new() { Cost = "cost", Groups = ["shop"] } });
        var ledger = TestSource.Engine.GetLedger(table, new LedgerQuery { GroupBy = ["shop"] }, CancellationToken.None).Entries;
        var estimates = Estimate(ledger).ToList();
        Assert.Equal(["store", "web"], estimates.Select(estimate => estimate.Group));

        // The store has lost its only customer, and there was nobody to bring money.
        Assert.Equal((null, 1d, 1), (estimates[0].Value, estimates[0].Churn!.Value, estimates[0].Periods));
        Assert.NotNull(estimates[0].Reason);
        Assert.Equal(0.6, estimates[1].MarginRate!.Value, Tolerance);
        Assert.Equal(10 * 0.6 / 0.5, Value(estimates[1]), Tolerance);

        // In March nothing happened in the store any more.
        var march = Estimate(ledger, last: 1).ToList();
        Assert.Equal((0, null), (march[0].Periods, march[0].Value));
        Assert.NotNull(march[0].Reason);
    }

    [Fact]
    public void ALossPerCustomerKeepsTheOrderOfTheEnds()
    {
        var estimate = One([Entry(1, 100, 10, -1000)]);
        Assert.Equal(-100, Value(estimate), Tolerance);
        Assert.True(estimate.Low < estimate.Value && estimate.Value < estimate.High);
    }

    [Fact]
    public void EveryNullHasAReason()
    {
        CustomerLedgerEntry[][] ledgers =
        [
            [Entry(0, 0, 0)],
            [Entry(0, 10, 1) with { IsComplete = false }],
            [Entry(0, 10, 1) with { PeriodValue = null }],
            [Entry(0, 10, 0, 100)],
            [Entry(0, 10, 10, 100) with { Closing = 0 }],
            [Entry(0, 10, 1, 100) with { Unit = null }],
            [Entry(0, 10, 1, 100) with { ActivityRule = ActivityRule.Window, WindowDays = 30, Start = default, End = default }],
            [Entry(0, 10, 1, 100) with { OpeningValue = 10, LostValue = 1, OpeningSquares = double.NaN, NetLossSquares = double.NaN, NetLossProducts = double.NaN }],
            [Entry(0, 10, 1, 100) with { OpeningValue = 10, Expansion = 1 }],
        ];
        foreach (var estimate in ledgers.SelectMany(ledger => Estimate(ledger, Enum.GetValues<ValueMethod>(), discountRate: 0.1)))
        {
            Assert.True((estimate.Value is not null && estimate.Low is not null && estimate.High is not null) || !string.IsNullOrEmpty(estimate.Reason), estimate.ToString());
        }
    }

    [Fact]
    public void NothingComesOfNothing() => Assert.Empty(Estimate([]));

    [Theory]
    [InlineData("DiscountRateMissing", null, null, null, ValueMethod.MarginMultiple)]
    [InlineData("DiscountRateInvalid", null, 10d, null, ValueMethod.MarginMultiple)]
    [InlineData("DiscountRateInvalid", null, double.NaN, null, ValueMethod.MarginMultiple)]
    [InlineData("MarginGrowthInvalid", null, 0.1, -1d, ValueMethod.MarginMultiple)]
    [InlineData("MarginInvalid", 40d, null, null, ValueMethod.ArpaOverChurn)]
    [InlineData("MarginInvalid", -0.1, null, null, ValueMethod.ArpaOverChurn)]
    [InlineData("MarginMultipleMissing", null, 0.1, null, ValueMethod.ArpaOverChurn)]
    [InlineData("MarginMultipleMissing", null, null, 0.1, ValueMethod.ArpaOverChurn)]
    public void WhatMakesNoSenseIsAnError(string id, double? margin, double? discountRate, double? growth, ValueMethod method) =>
        Assert.Equal(id, Assert.Throws<CustomerMetricsException>(() => One([Entry(0, 10, 1, 100)], method, margin, discountRate, growth)).ErrorId);

    [Fact]
    public void EntriesOfTwoLedgersAreAnError()
    {
        CustomerLedgerEntry[][] mixed =
        [
            [Entry(0, 10, 1, 100), Entry(0, 10, 1, 100)],
            [Entry(0, 10, 1, 100), Entry(1, 10, 1, 100, PeriodUnit.Quarter)],
            [Entry(0, 10, 1, 100), Entry(1, 10, 1, 100) with { ActivityRule = ActivityRule.Window, WindowDays = 9 }],
            [Entry(0, 10, 1, 100), Entry(1, 10, 1, 100) with { AsOf = new DateTime(2029, 1, 1) }],
            [Entry(0, 10, 1, 100), Entry(1, 10, 1, 100) with { Currency = "EUR" }],
        ];
        Assert.All(mixed, entries => Assert.Equal("LedgerEntriesMixed", Assert.Throws<CustomerMetricsException>(() => Estimate(entries)).ErrorId));
    }

    private static double Value(CustomerValueEstimate estimate) => (double)estimate.Value!.Value;

    private static CustomerValueEstimate One(IReadOnlyList<CustomerLedgerEntry> entries, ValueMethod method = ValueMethod.ArpaOverChurn, double? margin = null, double? discountRate = null, double? growth = null, int last = 6) =>
        Assert.Single(Estimate(entries, [method], margin, discountRate, growth, last));

    private static IEnumerable<CustomerValueEstimate> Estimate(IReadOnlyList<CustomerLedgerEntry> entries, IReadOnlyList<ValueMethod>? methods = null, double? margin = null, double? discountRate = null, double? growth = null, int last = 6) =>
        TestSource.Engine.EstimateValue(entries, new ValueEstimateQuery { Methods = methods ?? [ValueMethod.ArpaOverChurn], Margin = margin, DiscountRate = discountRate, MarginGrowth = growth, Last = last }, CancellationToken.None);
}
