using System;
using System.Globalization;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Groups;

/// <summary>The whale curve of the table that docs/definitions.md works by hand, and its edges.</summary>
public sealed class ConcentrationTests
{
    private const string Table = """
        customer_id,date,amount,cost,region
        A,2024-01-05,300,150,north
        A,2024-02-05,200,50,north
        B,2024-01-06,400,180,north
        C,2024-01-07,300,160,south
        D,2024-01-08,200,120,south
        E,2024-01-09,150,110,south
        F,2024-01-10,100,90,south
        G,2024-01-11,100,100,south
        H,2024-01-12,120,120,south
        H,2024-01-20,-30,0,south
        I,2024-01-13,80,140,south
        J,2024-01-14,80,280,north
        """;

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(2024, 3, 1), Columns = new() { Cost = "cost", Groups = ["region"] } };

    [Fact]
    public void TheTableOfTheDocsIsWorkedByHand()
    {
        var curve = Curve(Table, new());
        Assert.Equal((GroupBasis.Profit, 10L, 500m, 790m, 290m, 3L), (curve.Basis, curve.Customers, curve.Total, curve.PeakAmount, curve.Destroyed, curve.Unprofitable));
        Assert.Equal((1.58, 0.6, 0.58, 0.3), (curve.Peak, curve.PeakShare, curve.DestroyedShare, curve.UnprofitableShare));
        Assert.Equal(1.516, curve.Gini!.Value, 12);
        Assert.Equal(1.04, curve.ParetoShare!.Value, 12);
        Assert.Equal([0m, 300, 520, 660, 740, 780, 790, 790, 760, 700, 500], curve.Curve.Select(point => point.Amount));
        Assert.Equal([0, 0.6, 1.04, 1.32, 1.48, 1.56, 1.58, 1.58, 1.52, 1.4, 1], curve.Curve.Select(point => point.Share));
        Assert.Null(curve.Note);
    }

    [Fact]
    public void RevenueIsNamedSo()
    {
        var curve = Curve(Table, new() { Basis = GroupBasis.Revenue });
        Assert.Equal((GroupBasis.Revenue, 2000m, 1.0, 1.0, 0L), (curve.Basis, curve.Total, curve.Peak, curve.PeakShare, curve.Unprofitable));
        Assert.Equal(0.371, curve.Gini!.Value, 12);
        Assert.Equal(0.45, curve.ParetoShare!.Value, 12);
        var without = TestSource.FromText("customer_id,date,amount\nA,2024-01-01,5", TestSource.Options);
        Assert.Equal(GroupBasis.Revenue, TestSource.Engine.GetConcentration(without, new(), default).Single().Basis);
        Assert.Equal("BasisNeedsCost", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetConcentration(without, new() { Basis = GroupBasis.Profit }, default)).ErrorId);
    }

    /// <summary>A part of a total below zero says nothing, so there are amounts alone.</summary>
    [Fact]
    public void ALossHasNoShares()
    {
        var curve = Curve("customer_id,date,amount,cost,region\nA,2024-01-01,10,4,n\nB,2024-01-01,10,30,n", new());
        Assert.Equal((-14m, 6m, 20m, 0.5, 0.5), (curve.Total, curve.PeakAmount, curve.Destroyed, curve.PeakShare, curve.UnprofitableShare));
        Assert.Equal((null, null, null, null), (curve.Peak, curve.DestroyedShare, curve.Gini, curve.ParetoShare));
        Assert.All(curve.Curve, point => Assert.Null(point.Share));
        Assert.StartsWith("the total is not above zero", curve.Note, StringComparison.Ordinal);
    }

    /// <summary>With many customers the curve keeps a hundred steps, and its peak to the customer.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(101)]
    [InlineData(1237)]
    public void TheCurveHasItsPeakAndItsEnd(int customers)
    {
        var random = new Random(customers);
        var profits = Enumerable.Range(0, customers).Select(_ => random.Next(-400, 600)).ToArray();
        var rows = profits.Select((profit, i) => string.Create(CultureInfo.InvariantCulture, $"c{i},2024-01-01,1000,{1000 - profit},n"));
        var curve = Curve(string.Join('\n', rows.Prepend("customer_id,date,amount,cost,region")), new());
        var sorted = profits.OrderDescending().ToArray();
        Assert.Equal((profits.Sum(), profits.Where(profit => profit > 0).Sum()), ((int)curve.Total, (int)curve.PeakAmount));
        Assert.Contains(curve.Curve, point => point.Customers == profits.Count(profit => profit > 0) && point.Amount == curve.PeakAmount);
        Assert.Equal((0L, (long)customers), (curve.Curve[0].Customers, curve.Curve[^1].Customers));
        Assert.InRange(curve.Curve.Length, Math.Min(customers + 1, 101), 102);
        Assert.All(curve.Curve, point => Assert.Equal(sorted.Take((int)point.Customers).Sum(), (int)point.Amount));
        if (curve.Total > 0)
        {
            Assert.Equal(profits.SelectMany(a => profits.Select(b => (double)Math.Abs(a - b))).Sum() / (2.0 * customers * profits.Sum()), curve.Gini!.Value, 9);
        }
    }

    [Fact]
    public void EachGroupHasItsCurve()
    {
        var curves = TestSource.Engine.GetConcentration(TestSource.FromText(Table, Options), new() { GroupBy = ["region"], Period = PeriodUnit.Month }, default);
        Assert.Equal(
            ["2024-01 north 3 170", "2024-01 south 7 180", "2024-02 north 1 150"],
            curves.Select(curve => string.Create(CultureInfo.InvariantCulture, $"{curve.Period} {curve.Group} {curve.Customers} {curve.Total:0.##}")));
    }

    [Fact]
    public void ACurveOrdersByItself() => Assert.Equal(
        "ConcentrationOfGrouping",
        Assert.Throws<CustomerMetricsException>(() => Curve(Table, new() { By = CustomerGrouping.Decile })).ErrorId);

    private static CustomerConcentration Curve(string csv, GroupQuery query) => TestSource.Engine.GetConcentration(TestSource.FromText(csv, Options), query, default).Single();
}
