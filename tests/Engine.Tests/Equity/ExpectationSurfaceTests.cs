using System;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Equity;

/// <summary>The surface that intervals are drawn by is near the expectations that it stands for.</summary>
public sealed class ExpectationSurfaceTests
{
    [Theory]
    [InlineData(ModelKind.ParetoNbd, new[] { 0.9, 9, 0.8, 22 })]
    [InlineData(ModelKind.MbgNbd, new[] { 0.8, 8, 0.6, 2.5 })]
    [InlineData(ModelKind.BgNbd, new[] { 0.24, 4.4, 0.79, 2.4 })]
    [InlineData(ModelKind.Nbd, new[] { 0.6, 12 })]
    public void HoldsTheRatioOfExpectations(ModelKind kind, double[] parameters)
    {
        // Another draw is a fifth off, this way and that.
        var point = FittedModel.From(EquityGiven.Model(kind, null, parameters));
        var draw = FittedModel.From(EquityGiven.Model(kind, null, Array.ConvertAll(parameters, value => value * (value > 2 ? 1.2 : 0.85))));
        var surface = new ExpectationSurface(0, 80, 0, 1000, Ratio);
        foreach (var repeats in (int[])[0, 1, 2, 5, 13, 44, 80])
        {
            foreach (var age in (int[])[0, 1, 3, 20, 150, 600, 1000])
            {
                Assert.Equal(1, surface.At(repeats, age) / Ratio(repeats, age), 0.005);
            }
        }

        Assert.Equal(Ratio(3, 40), new ExpectationSurface(3, 3, 40, 40, Ratio).At(3, 40), 1e-12);
        Assert.Equal(Ratio(1, 41), new ExpectationSurface(0, 1, 40, 41, Ratio).At(1, 41), 1e-12);

        double Ratio(int repeats, double age) => Of(draw, repeats, age) / Of(point, repeats, age);
        static double Of(FittedModel model, int repeats, double age) => model.Purchases.DiscountedIfAlive(repeats, model.Units(age), 0.0003 / model.Units(1));
    }
}
