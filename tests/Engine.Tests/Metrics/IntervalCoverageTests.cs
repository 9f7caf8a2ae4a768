using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.Distributions;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>
/// A 95% interval has to hold the truth 95 times in a hundred. Samples are drawn from a known truth, with fixed seeds, and evaluated as a user does.
/// The bounds are what theory says of each kind, and three standard errors of the simulation.
/// </summary>
public sealed class IntervalCoverageTests
{
    private const double DaysOfMonth = 30.4375;

    private static readonly DateTime Start = new(2024, 2, 1);

    /// <summary>Over all shares alike, Wilson holds 95% nearly exactly, whatever the size (Agresti and Coull 1998; Brown, Cai and DasGupta 2001).</summary>
    [Theory]
    [InlineData(5, 0.945, 0.965)]
    [InlineData(30, 0.945, 0.96)]
    [InlineData(1000, 0.945, 0.956)]
    public void WilsonHoldsOnAverage(int customers, double least, double most)
    {
        var random = new Random(customers);
        Assert.InRange(
            Share(10_000, () =>
            {
                var truth = random.NextDouble();
                return Holds(RateOf(Entry() with { Opening = customers, Lost = Binomial.Sample(random, truth, customers) }, ChurnMethod.Opening), truth);
            }),
            least,
            most);
    }

    /// <summary>At one share alone it oscillates, as every interval of counts does, and is lowest where a first loss hardly ever comes: about 0.84 near 0.18 / n.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    public void WilsonAtOneShareOscillates(int customers)
    {
        var rates = Enumerable.Range(0, customers + 1).Select(lost => RateOf(Entry() with { Opening = customers, Lost = lost }, ChurnMethod.Opening)).ToArray();

        // Not drawn, but added up: every count with its probability.
        double Coverage(double truth) => Enumerable.Range(0, customers + 1).Where(lost => Holds(rates[lost], truth)).Sum(lost => Binomial.PMF(truth, customers, lost));

        var middle = Enumerable.Range(10, 81).Select(percent => Coverage(percent / 100d)).ToArray();
        Assert.InRange(middle.Min(), 0.92, 0.95);
        Assert.InRange(middle.Average(), 0.945, 0.957);
        var edge = Enumerable.Range(1, 500).Select(step => Coverage(step / 100d / customers)).ToArray();
        Assert.InRange(edge.Min(), 0.82, 0.87);
    }

    /// <summary>The exact interval of a count never holds less than 95%; with few losses it holds much more.</summary>
    [Theory]
    [InlineData(0.3, 0.95, 1)]
    [InlineData(2, 0.95, 0.995)]
    [InlineData(10, 0.95, 0.985)]
    [InlineData(400, 0.95, 0.965)]
    public void PoissonHoldsAtLeast(double expectedLosses, double least, double most)
    {
        const long CustomerDays = 10_000;
        const int Samples = 10_000;
        var random = new Random((int)(expectedLosses * 10));
        var truth = expectedLosses / CustomerDays * DaysOfMonth;
        var share = Share(Samples, () => Holds(RateOf(Entry() with { ActivityRule = ActivityRule.Window, Losses = Poisson.Sample(random, expectedLosses), CustomerDays = CustomerDays }, ChurnMethod.Hazard), truth));
        Assert.InRange(share, least - (3 * Math.Sqrt(least * (1 - least) / Samples)), most);
    }

    /// <summary>
    /// From rows: each customer buys every day and stops with the same chance on each, so a window of one day dates the loss exactly. The days at risk
    /// come out of the same lives as the losses, and a chance per day scatters a little less than a Poisson count; the interval must stand both.
    /// </summary>
    [Theory]
    [InlineData(20, 0.002)]
    [InlineData(60, 0.02)]
    public void HazardOfATableHoldsAtLeast(int customers, double chance)
    {
        const int Samples = 600;
        var random = new Random(customers);
        var query = new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 1, AsOf = Start.AddMonths(1) };
        var share = Share(Samples, () =>
        {
            var lives = Enumerable.Range(0, customers).SelectMany(customer => Life(random, chance).Select(day => Row(customer, day, 1)));
            return Holds(RateOf(February(lives, query), ChurnMethod.Hazard), chance * DaysOfMonth);
        });
        Assert.InRange(share, 0.95 - (3 * Math.Sqrt(0.95 * 0.05 / Samples)), 1);
    }

    /// <summary>
    /// From rows: opening money is lognormal, those below the median leave three times as often, and who stays spends another amount. With two hundred
    /// customers of moderate skew or more the interval is what it says. Customers below zero are left out, and change nothing.
    /// </summary>
    [Theory]
    [InlineData(200, 0.5, 0, 1200)]
    [InlineData(200, 0.8, 0.05, 1200)]
    [InlineData(1000, 0.8, 0, 500)]
    public void MoneyHolds(int customers, double skew, double negativeShare, int samples)
    {
        var (gross, net, people) = MoneyCoverage(customers, skew, negativeShare, samples);
        Assert.InRange(gross, 0.93, 0.965);
        Assert.InRange(net, 0.93, 0.965);

        // The same tables, counted in people, are a share.
        Assert.InRange(people, 0.93, 0.97);
    }

    /// <summary>
    /// The known limit of the delta method: a few large customers carry the variance, and a sample that missed them does not know it. Then the interval
    /// is too narrow. It is so for few customers, and for heavy tails at any size of a small company: who has either must not take 95% literally.
    /// </summary>
    [Theory]
    [InlineData(10, 0.8, 0.78, 0.92)]
    [InlineData(50, 0.8, 0.88, 0.95)]
    [InlineData(50, 2, 0.6, 0.85)]
    [InlineData(200, 2, 0.7, 0.9)]
    public void MoneyOfFewCustomersOrHeavyTailsHoldsLess(int customers, double skew, double least, double most)
    {
        var (gross, net, _) = MoneyCoverage(customers, skew, 0, 1000);
        Assert.InRange(gross, least, most);
        Assert.InRange(net, least, most);
    }

    // The shares of samples whose intervals hold the truth: gross, net, customers.
    private static (double Gross, double Net, double People) MoneyCoverage(int customers, double skew, double negativeShare, int samples)
    {
        const double Often = 0.3;
        const double Seldom = 0.1;
        const double Spread = 0.4;

        // Shares of money: of a lognormal, the half below the median has Phi(-sigma) of the sum, and a factor of mean 1 falls below 1 by 2 Phi(s / 2) - 1.
        var small = Normal.CDF(0, 1, -skew);
        var net = (Often * small) + (Seldom * (1 - small));
        var gross = net + ((1 - net) * ((2 * Normal.CDF(0, 1, Spread / 2)) - 1));

        var random = new Random(customers + (int)(skew * 1000));
        var query = new LedgerQuery { AsOf = Start.AddMonths(1) };
        var held = (Gross: 0, Net: 0, People: 0);
        for (var sample = 0; sample < samples; sample++)
        {
            var rows = new List<object?[]>(2 * customers);
            for (var customer = 0; customer < customers; customer++)
            {
                var opening = Money(100 * Math.Exp(Normal.Sample(random, 0, skew)));
                var isLost = random.NextDouble() < (opening < 100 ? Often : Seldom);
                var closing = isLost ? 0 : Math.Max(0.0001m, Money((double)opening * Math.Exp(Normal.Sample(random, -Spread * Spread / 2, Spread))));
                rows.Add(Row(customer, Start.AddDays(-1 - random.Next(31)), opening));
                if (!isLost)
                {
                    rows.Add(Row(customer, Start.AddDays(random.Next(29)), closing));
                }

                if (random.NextDouble() < negativeShare)
                {
                    rows.Add(Row(customer, Start.AddDays(-1), -opening - 50));
                }
            }

            var rates = TestSource.Engine.GetChurn([February(rows, query)], new ChurnQuery()).ToDictionary(rate => rate.Basis);
            held.Gross += Holds(rates[ChurnBasis.GrossRevenue], gross) ? 1 : 0;
            held.Net += Holds(rates[ChurnBasis.NetRevenue], net) ? 1 : 0;
            held.People += Holds(rates[ChurnBasis.Customers], (Often + Seldom) / 2) ? 1 : 0;
        }

        return ((double)held.Gross / samples, (double)held.Net / samples, (double)held.People / samples);
    }

    // The days of one who is there on the day before the start.
    private static IEnumerable<DateTime> Life(Random random, double chance)
    {
        var day = Start.AddDays(-1);
        do
        {
            yield return day;
            day = day.AddDays(1);
        }
        while (day < Start.AddMonths(1) && random.NextDouble() >= chance);
    }

    private static object?[] Row(int customer, DateTime day, decimal amount) => [customer, day, amount];

    private static decimal Money(double amount) => Math.Round((decimal)amount, 4);

    private static CustomerLedgerEntry February(IEnumerable<object?[]> rows, LedgerQuery query)
    {
        var table = TestSource.FromRows(["customer", "date", "amount"], rows, TestSource.Options with { AsOf = query.AsOf });
        return TestSource.Engine.GetLedger(table, query, default).Entries.Single(entry => entry.Start == Start);
    }

    private static ChurnRate RateOf(CustomerLedgerEntry entry, ChurnMethod method) =>
        TestSource.Engine.GetChurn([entry], new ChurnQuery { Methods = [method], Bases = [ChurnBasis.Customers] }).Single();

    private static bool Holds(ChurnRate rate, double truth) => rate.Low <= truth && truth <= rate.High;

    private static double Share(int samples, Func<bool> holds)
    {
        var held = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            held += holds() ? 1 : 0;
        }

        return (double)held / samples;
    }

    private static CustomerLedgerEntry Entry() => LedgerEntries.Entry(0, opening: 0, lost: 0) with
    {
        Period = "2024-02",
        Start = Start,
        End = Start.AddMonths(1),
        AsOf = Start.AddMonths(1),
        PeriodValue = null,
    };
}
