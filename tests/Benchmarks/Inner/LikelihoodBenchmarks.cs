using System;
using System.Linq;
using BenchmarkDotNet.Attributes;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Models.Fitting;

namespace CustomerMetrics.Benchmarks;

/// <summary>One evaluation of a likelihood and its gradient over distinct histories, the time of a history.</summary>
[MemoryDiagnoser]
public class LikelihoodBenchmarks
{
    private const int Histories = 100_000;
    private const int MostRepeats = 40;
    private const int MostWeeks = 150;
    private const int DaysPerWeek = 7;
    private const int Seed = 1;

    private readonly double[] gradient = new double[4];
    private double[] parameters = [];
    private Likelihood? likelihood;

    /// <summary>The model.</summary>
    [Params("NBD", "BG/NBD", "MBG/NBD", "Pareto/NBD")]
    public string Model { get; set; } = "";

    /// <summary>Draws the histories.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(Seed);
        var (repeats, last, age) = (new int[Histories], new double[Histories], new double[Histories]);
        for (var i = 0; i < Histories; i++)
        {
            repeats[i] = random.Next(MostRepeats);
            var days = random.Next(repeats[i] + 1, MostWeeks * DaysPerWeek);
            age[i] = (double)days / DaysPerWeek;
            last[i] = repeats[i] == 0 ? 0 : (double)random.Next(repeats[i], days + 1) / DaysPerWeek;
        }

        var family = PurchaseModel.Families.Single(one => one.Name == Model);
        likelihood = family.Likelihood(PurchaseHistories.From(repeats, last, age));
        parameters = [.. Enumerable.Repeat(0.8, family.ParameterNames.Count)];
    }

    /// <summary>Value and gradient.</summary>
    [Benchmark(OperationsPerInvoke = Histories)]
    public double Evaluate() => likelihood!.Evaluate(parameters, gradient.AsSpan(0, parameters.Length));
}
