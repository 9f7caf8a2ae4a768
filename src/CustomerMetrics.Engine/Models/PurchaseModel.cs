using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models;

/// <summary>
/// A model of when customers buy, at given parameters. A history is x repeat purchases, the last of them at age t_x, and the age T, all in the unit of the fit.
/// Nothing here is random but <see cref="Draw"/>. The objects are immutable and may be shared by threads.
/// </summary>
internal abstract class PurchaseModel
{
    /// <summary>Every purchase model, the one of the fewest parameters first.</summary>
    public static IReadOnlyList<PurchaseModelFamily> Families { get; } = [NbdModel.Family, BgNbdModel.Family, MbgNbdModel.Family, ParetoNbdModel.Family];

    public abstract PurchaseModelFamily ModelFamily { get; }

    public string Name => ModelFamily.Name;

    public abstract IReadOnlyList<double> Parameters { get; }

    public double LogLikelihood(PurchaseHistories histories) =>
        ModelFamily.Likelihood(histories).Evaluate([.. Parameters], stackalloc double[Parameters.Count]);

    /// <summary>The chance that the customer may still buy.</summary>
    public abstract double ProbabilityAlive(int x, double last, double age);

    /// <summary>The purchases expected in (T, T + horizon] of a customer who is alive at T; it does not depend on t_x.</summary>
    public abstract double ExpectedIfAlive(int x, double age, double horizon);

    /// <summary>
    /// The same over all time after a wait, T + wait to come, a purchase u units after the wait counting exp(-rate u); finite for every rate above 0.
    /// The customer is known to be alive at T, not at the end of the wait.
    /// </summary>
    public abstract double DiscountedIfAlive(int x, double age, double wait, double rate);

    /// <summary>The same without a wait.</summary>
    public double DiscountedIfAlive(int x, double age, double rate) => DiscountedIfAlive(x, age, 0, rate);

    /// <summary>The same for many customers, who need not be in any order: far faster than one by one where one takes a quadrature.</summary>
    public virtual void DiscountedIfAlive(ReadOnlySpan<int> x, ReadOnlySpan<double> ages, double rate, Span<double> result)
    {
        for (var i = 0; i < x.Length; i++)
        {
            result[i] = DiscountedIfAlive(x[i], ages[i], rate);
        }
    }

    /// <summary>A draw of the purchases in (T, T + horizon] of a customer who is alive at T.</summary>
    public abstract long DrawIfAlive(int x, double age, double horizon, Random random);

    /// <summary>A draw of all purchases to come of a customer who is alive at T, and of what they count for at a rate.</summary>
    public abstract DiscountedPurchases DrawDiscountedIfAlive(int x, double age, double rate, Random random);

    /// <summary>The chance of n repeat purchases in the first units of a new customer.</summary>
    public abstract double Probability(int n, double horizon);

    /// <summary>The repeat purchases expected in the first units of a new customer.</summary>
    public double ExpectedPurchases(double horizon) => ConditionalExpectedPurchases(0, 0, 0, horizon);

    /// <summary>The purchases expected in (T, T + horizon].</summary>
    public double ConditionalExpectedPurchases(int x, double last, double age, double horizon) =>
        ProbabilityAlive(x, last, age) * ExpectedIfAlive(x, age, horizon);

    /// <summary>The discounted expected residual transactions (DERT) over all time to come, at a continuous rate a unit.</summary>
    public double DiscountedExpectedPurchases(int x, double last, double age, double rate) =>
        ProbabilityAlive(x, last, age) * DiscountedIfAlive(x, age, rate);

    /// <summary>A draw of the purchases in (T, T + horizon].</summary>
    public long Draw(int x, double last, double age, double horizon, Random random) =>
        random.NextDouble() < ProbabilityAlive(x, last, age) ? DrawIfAlive(x, age, horizon, random) : 0;
}
