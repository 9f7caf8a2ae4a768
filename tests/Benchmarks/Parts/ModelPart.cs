using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>Fits and values of a million customers; the fit of BG/NBD against the Python package lifetimes, where that is installed.</summary>
internal static class ModelPart
{
    private const int Customers = 1_000_000;
    private const double MostSeconds = 2;
    private const double MostOfLifetimes = 0.1;

    public static PartResult Measure(Tools tools)
    {
        var folder = tools.Arguments.DataFolder;
        var path = ModelTimes.ProvideSample(folder, Customers);
        var module = new Side<ModelTimes>("module", () => Child.RunSelf<ModelTimes>(Measurement.Models, path));
        Turns.Take(tools.Arguments.Runs, [module], run => run.Steps.Sum(step => step.Seconds));
        var first = module.Runs[0];
        Spread Seconds(int work) => module.Of(run => run.Steps[work].Seconds);
        var fit = first.Steps.ToList().FindIndex(step => step.Work == ModelTimes.FitOf(ModelKind.BgNbd));
        List<Ratio> ratios = [new($"{first.Steps[fit].Work}: seconds", Seconds(fit), new(MostSeconds))];
        var figures = first.Steps.Select((step, i) => new Figure($"{step.Work}: seconds", Seconds(i), "0.00")).ToList();
        var remark = "The Python package lifetimes is not installed here, so the fit has no peer in this run.";
        if (Lifetimes.IsInstalled)
        {
            var lifetimes = Lifetimes.Measure(tools, path, first);
            ratios.Add(new("time, fit of BgNbd / lifetimes", module.Of(run => run.Steps[fit].Seconds / lifetimes.Seconds), new(MostOfLifetimes)));
            figures.Add(new("lifetimes, one fit: seconds", Spread.Of([lifetimes.Seconds]), "0.00"));
            remark = "The parameters of both fits agree within a hundredth.";
        }

        ratios.AddRange(Enumerable.Range(1, first.Steps.Count - 1).Select(work => new Ratio($"time, {first.Steps[work].Work} / {ModelTimes.Import}", module.Of(run => run.Steps[work].Seconds / run.Steps[0].Seconds))));
        return new("Models and values", [new($"One process on {first.Customers:#,0} drawn customers with {first.Rows:#,0} rows. A fit includes the histories and the model of spend.", ratios, figures, remark)], []);
    }
}
