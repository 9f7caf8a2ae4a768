using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CustomerMetrics.Engine.Models;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>
/// Customers drawn from a model give its parameters back, and the 95% intervals cover them as often as they say.
/// CUSTOMERMETRICS_RECOVERY_SEEDS says how many times; the ordinary suite takes twenty.
/// </summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private const int OrdinarySeeds = 20;
    private const int ManySeeds = 1000;
    private const int Customers = 2000;
    private const double Z = 1.959963984540054;

    private static readonly int Seeds = Environment.GetEnvironmentVariable("CUSTOMERMETRICS_RECOVERY_SEEDS") is { Length: > 0 } count
        ? int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture)
        : OrdinarySeeds;

    [Theory]
    [InlineData("NBD", new[] { 0.8, 6 })]
    [InlineData("BG/NBD", new[] { 0.8, 6, 0.8, 2.5 })]
    [InlineData("MBG/NBD", new[] { 0.8, 6, 0.8, 2.5 })]
    [InlineData("Pareto/NBD", new[] { 0.8, 6, 0.8, 10 })]
    public void PurchasesGiveTheirParametersBack(string name, double[] truth) => Recover(truth, Process.Family(name).ParameterNames.ToArray(), seed =>
    {
        var fit = Process.Family(name).Fit(Process.Draw(name, truth, Customers, 40, 80, seed), default);
        return (fit.Identified, [.. fit.Parameters], [.. fit.StandardErrors]);
    });

    [Fact]
    public void SpendGivesItsParametersBack()
    {
        double[] truth = [6.25, 3.74, 15.44];
        Recover(truth, [.. GammaGammaModel.ParameterNames], seed =>
        {
            var random = Process.Stream(seed);
            var model = new GammaGammaModel(truth[0], truth[1], truth[2]);
            var x = Enumerable.Range(0, Customers).Select(_ => 1 + random.Next(6)).ToArray();
            var fit = GammaGammaModel.Fit(SpendHistories.From(x, [.. x.Select(n => model.DrawTotal(n, 0, 0, random) / n)]), default);
            return (fit.Identified, [.. fit.Parameters], [.. fit.StandardErrors]);
        });
    }

    [Fact]
    public void ContractsGiveTheirParametersBack()
    {
        double[] truth = [0.9, 2.5];
        Recover(truth, [.. ShiftedBetaGeometricModel.ParameterNames], seed =>
        {
            var random = Process.Stream(seed);
            var model = new ShiftedBetaGeometricModel(truth[0], truth[1]);
            var lost = new long[9];
            for (var i = 0; i < Customers; i++)
            {
                lost[Math.Min(8, model.DrawRenewals(1, random))]++;
            }

            var fit = ShiftedBetaGeometricModel.Fit(lost.AsSpan(0, 8), lost[8], default);
            return (fit.Identified, [.. fit.Parameters], [.. fit.StandardErrors]);
        });
    }

    private void Recover(double[] truth, string[] names, Func<int, (bool Identified, double[] Parameters, double[] Errors)> run)
    {
        var fits = new (bool Identified, double[] Parameters, double[] Errors)[Seeds];
        Parallel.For(0, Seeds, i => fits[i] = run(i + 1));
        var identified = fits.Where(fit => fit.Identified).ToList();
        output.WriteLine($"{identified.Count} of {Seeds} identified");
        Assert.True(identified.Count >= 0.97 * Seeds);
        for (var i = 0; i < truth.Length; i++)
        {
            // In standard errors, on the scale of the logarithms.
            var misses = identified.ConvertAll(fit => Math.Log(fit.Parameters[i] / truth[i]) / (fit.Errors[i] / fit.Parameters[i]));
            var covered = misses.Count(miss => Math.Abs(miss) < Z) / (double)misses.Count;
            output.WriteLine(FormattableString.Invariant($"{names[i],-6} true {truth[i],6} mean {identified.Average(fit => fit.Parameters[i]):F4} miss {misses.Average():F3} covered {covered:P1}"));
            Assert.InRange(covered, Seeds >= ManySeeds ? 0.93 : 0.8, Seeds >= ManySeeds ? 0.97 : 1);
            Assert.InRange(misses.Average(), -0.7, 0.7);
        }
    }
}
