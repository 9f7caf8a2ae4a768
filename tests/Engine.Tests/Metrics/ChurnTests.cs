using System;
using System.Linq;
using CustomerMetrics.Engine.Metrics;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Metrics;

/// <summary>Rates and intervals against published and independent figures.</summary>
public sealed class ChurnTests
{
    /// <summary>The toy of the definitions: a ledger fact, not a CSV.</summary>
    [Theory]
    [InlineData(ChurnMethod.Opening, 0.1)]
    [InlineData(ChurnMethod.OpeningAll, 0.15)]
    [InlineData(ChurnMethod.OpeningPlusNew, 0.1)]
    [InlineData(ChurnMethod.Average, 0.1276595744680851)]
    public void TheToyOfTheDefinitions(ChurnMethod method, double expected)
    {
        var rate = TestSource.Engine.GetChurn([Entry(opening: 100, lost: 10, arrived: 45, transient: 5, ActivityRule.Window)], new ChurnQuery { Methods = [method], Bases = [ChurnBasis.Customers] }).Single();
        Assert.Equal(expected, rate.Rate!.Value, 1e-12);
    }

    [Fact]
    public void OpenPeriodsHaveNoRateUnlessAsked()
    {
        var open = Entry(100, 10, 0, 0, ActivityRule.Period) with { IsComplete = false };
        var query = new ChurnQuery { Bases = [ChurnBasis.Customers] };
        var rate = TestSource.Engine.GetChurn([open], query).Single();
        Assert.Equal((null, 10m, 100m), (rate.Rate, rate.Numerator, rate.Denominator));
        Assert.Contains("open", rate.Reason, StringComparison.Ordinal);
        Assert.Equal(0.1, TestSource.Engine.GetChurn([open], query with { IncludeOpen = true }).Single().Rate);
    }

    [Fact]
    public void EveryNullHasAReason()
    {
        CustomerLedgerEntry[] entries = [Entry(0, 0, 0, 0, ActivityRule.Period), Entry(0, 0, 0, 0, ActivityRule.Window), Entry(1, 1, 0, 0, ActivityRule.Window) with { OpeningValue = 5 }];
        var rates = TestSource.Engine.GetChurn(entries, new ChurnQuery { Methods = Enum.GetValues<ChurnMethod>() });
        Assert.All(rates, rate => Assert.True((rate.Rate is not null && rate.Low is not null) || !string.IsNullOrEmpty(rate.Reason), $"{rate.Basis} {rate.Method}"));
    }

    // As of an entry made by hand.
    [Fact]
    public void WithoutSumsOfSquaresThereIsNoInterval()
    {
        var entry = Entry(10, 2, 0, 0, ActivityRule.Period) with
        {
            OpeningValue = 100, LostValue = 20, OpeningSquares = double.NaN, GrossLossSquares = double.NaN, GrossLossProducts = double.NaN, NetLossSquares = double.NaN, NetLossProducts = double.NaN,
        };
        var rates = TestSource.Engine.GetChurn([entry], new ChurnQuery { Bases = [ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue] }).ToList();
        Assert.All(rates, rate => Assert.Equal((0.2, null, null, null), (rate.Rate, rate.Low, rate.High, rate.Interval)));
        Assert.All(rates, rate => Assert.Contains("sums of squares", rate.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(PeriodUnit.Month, 0.02, 0.215284, 1e-6)]
    [InlineData(PeriodUnit.Quarter, 0.1, 0.3439, 1e-12)]
    [InlineData(PeriodUnit.Year, 0.25, 0.25, 1e-12)]
    public void AnnualRatesAreCompounded(PeriodUnit unit, double rate, double expected, double tolerance)
    {
        var entry = Entry(100, (long)(rate * 100), 0, 0, ActivityRule.Period) with { Unit = unit };
        Assert.Equal(expected, TestSource.Engine.GetChurn([entry], new ChurnQuery { Bases = [ChurnBasis.Customers] }).Single().Annualized!.Value, tolerance);
    }

    /// <summary>Newcombe, Statistics in Medicine 17 (1998), table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void WilsonIntervals(long successes, long trials, double low, double high)
    {
        var interval = Interval.Wilson(successes, trials);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    /// <summary>The exact limits of a Poisson count at 95%, as tables print them.</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(100, 81.364, 121.627)]
    public void PoissonIntervals(long count, double low, double high)
    {
        var interval = Interval.Poisson(count, 1);
        Assert.Equal(low, interval.Low, 1e-3);
        Assert.Equal(high, interval.High, 1e-3);
    }

    /// <summary>With equal opening money the ratio of sums is a mean, whose standard error is known.</summary>
    [Fact]
    public void RatioIntervalsOfEqualDenominatorsAreThoseOfAMean()
    {
        double[] losses = [0, 1, 0.5, 0.25, 0];
        var mean = losses.Average();
        var error = Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / 4 / 5);
        var interval = Interval.Ratio(mean, 5, 5, losses.Sum(loss => loss * loss), losses.Sum(), 5)!.Value;
        Assert.Equal(mean - (1.959963984540054 * error), interval.Low, 1e-12);
        Assert.Equal(mean + (1.959963984540054 * error), interval.High, 1e-12);
    }

    private static CustomerLedgerEntry Entry(long opening, long lost, long arrived, long transient, ActivityRule rule) => LedgerEntries.Entry(0, opening, lost) with
    {
        Period = "2024-01",
        Start = new DateTime(2024, 1, 1),
        End = new DateTime(2024, 2, 1),
        New = arrived,
        Closing = opening + arrived - lost,
        Transient = transient,
        ActivityRule = rule,
        AsOf = new DateTime(2024, 2, 1),
        PeriodValue = null,
    };
}
