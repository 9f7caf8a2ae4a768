using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Models.Numerics;
using CustomerMetrics.Engine.Samples;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>Customers who behave as a model says, each purchase drawn one by one and in continuous time: nothing of the product's own formulae is in it.</summary>
internal static class Process
{
    public static CustomerStream Stream(long seed, int number = 0)
    {
        var stream = new CustomerStream();
        stream.Start(seed, number);
        return stream;
    }

    /// <summary>Customers whose ages are spread evenly between two, each with the history seen.</summary>
    public static PurchaseHistories Draw(string model, double[] p, int customers, double youngest, double oldest, long seed)
    {
        var random = Stream(seed);
        var (x, last, age) = (new int[customers], new double[customers], new double[customers]);
        for (var i = 0; i < customers; i++)
        {
            age[i] = youngest + ((oldest - youngest) * random.NextDouble());
            (x[i], last[i]) = Customer(model, p, age[i], random);
        }

        return PurchaseHistories.From(x, last, age);
    }

    public static (int Repeats, double Last) Customer(string model, double[] p, double age, Random random)
    {
        var (x, last) = (0, 0.0);
        foreach (var time in Purchases(model, p, age, random))
        {
            (x, last) = (x + 1, time);
        }

        return (x, last);
    }

    /// <summary>The times of the repeat purchases of one new customer.</summary>
    public static IEnumerable<double> Purchases(string model, double[] p, double age, Random random)
    {
        var rate = Draws.Gamma(random, p[0], p[1]);
        var leave = model == "Pareto/NBD" ? Draws.Exponential(random) / Draws.Gamma(random, p[2], p[3]) : double.PositiveInfinity;
        var chance = model.EndsWith("BG/NBD", StringComparison.Ordinal) ? Beta(random, p[2], p[3]) : 0;
        var stays = model != "MBG/NBD" || random.NextDouble() >= chance;
        for (var time = Draws.Exponential(random) / rate; stays && time < Math.Min(age, leave); time += Draws.Exponential(random) / rate)
        {
            yield return time;
            stays = random.NextDouble() >= chance;
        }
    }

    public static PurchaseModelFamily Family(string name) => PurchaseModel.Families.Single(family => family.Name == name);

    private static double Beta(Random random, double a, double b)
    {
        var share = Draws.Gamma(random, a, 1);
        return share / (share + Draws.Gamma(random, b, 1));
    }
}
