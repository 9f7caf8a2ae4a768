using System.Linq;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Tests.Gold;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Moves;

/// <summary>Pfeifer and Carraway 2000: a catalogue, of whose customers fewer buy again the longer they have not.</summary>
public sealed class MarkovValueTests
{
    private const double Tolerance = 0.0001;
    private const double Discount = 0.2;

    private static readonly double[,] Chances =
    {
        { 0.3, 0.7, 0, 0, 0 },
        { 0.2, 0, 0.8, 0, 0 },
        { 0.15, 0, 0, 0.85, 0 },
        { 0.05, 0, 0, 0, 0.95 },
        { 0, 0, 0, 0, 1 },
    };

    private static readonly double[] Money = [36, -4, -4, -4, 0];

    [Theory]
    [InlineData("T4", 4)]
    [InlineData("inf", null)]
    public void TheExampleHolds(string figure, int? periods)
    {
        double[] gold = [.. GoldFact.Value("markov.pfeifer_carraway").GetProperty(figure).EnumerateArray().Select(value => value.GetDouble())];
        var values = MarkovValue.Of(Chances, Money, Discount, periods);
        Assert.Equal(gold.Length, values.Length);
        Assert.All(gold.Zip(values), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    /// <summary>Half stay: 10 + 5 + 2.5 and so on.</summary>
    [Fact]
    public void WhoIsLeftOverBringsNothing()
    {
        Assert.Equal(17.5, MarkovValue.Of(new[,] { { 0.5 } }, [10], 0, 2).Single());
        Assert.Equal(20, MarkovValue.Of(new[,] { { 0.55 } }, [10], 0.1, null).Single(), 1e-12);
    }

    [Fact]
    public void ALongHorizonIsAllTime() => Assert.All(
        MarkovValue.Of(Chances, Money, Discount, null).Zip(MarkovValue.Of(Chances, Money, Discount, 500)),
        pair => Assert.Equal(pair.First, pair.Second, 1e-9));
}
