using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>The purchases that a model expected in a hold-out beside those that were made.</summary>
internal sealed class HoldOutForecast
{
    private const int MostFrequency = 7;

    // So far a bias is within what models of this kind are praised for.
    private const double SmallBias = 0.1;

    private readonly HoldOutFact fact;
    private readonly double[] expected;
    private readonly int days;

    /// <param name="purchases">The model.</param>
    /// <param name="unitDays">The days of its unit of time.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="days">How long the hold-out is.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public HoldOutForecast(PurchaseModel purchases, double unitDays, HoldOutFact fact, int days, CancellationToken cancellationToken)
    {
        this.fact = fact;
        this.days = days;
        expected = new double[fact.Histories.Count];
        for (var i = 0; i < expected.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = fact.Histories[i].Before;
            expected[i] = purchases.ConditionalExpectedPurchases(before.Repeats, before.Last / unitDays, before.Age / unitDays, days / unitDays);
        }

        Customers = fact.Histories.Sum(history => history.Before.Customers);
        Actual = fact.Histories.Sum(history => history.Before.Customers * history.Later);
        Expected = Weighted(i => expected[i]);
        Error = Weighted(i => Math.Abs(fact.Histories[i].Later - expected[i])) / Customers;
        NaiveError = Weighted(i => Math.Abs(fact.Histories[i].Later - Naive(fact.Histories[i].Before))) / Customers;
    }

    public long Customers { get; }

    public long Actual { get; }

    public double Expected { get; }

    public double? Bias => Actual == 0 ? null : (Expected / Actual) - 1;

    public double Error { get; }

    public double NaiveError { get; }

    public string Verdict
    {
        get
        {
            if (Bias is not { } share)
            {
                return "Nobody bought in the hold-out, so nothing can be said.";
            }

            var total = Math.Abs(share) <= SmallBias ? "The total is foretold well" : share > 0 ? "The model expects too much" : "The model expects too little";
            var gain = Error < NaiveError ? Errors.Invariant($"customer by customer it errs {(1 - (Error / NaiveError)) * 100:0}% less than letting each go on as before") : "customer by customer it is no better than letting each go on as before";
            return Errors.Invariant($"{total}: {Expected:#,0} purchases were expected and {Actual:#,0} came; {gain}.");
        }
    }

    public IEnumerable<FrequencyCalibration> ByFrequency() =>
        from i in Enumerable.Range(0, fact.Histories.Count)
        group i by Math.Min(fact.Histories[i].Before.Repeats, MostFrequency) into frequency
        orderby frequency.Key
        let customers = frequency.Sum(i => fact.Histories[i].Before.Customers)
        select new FrequencyCalibration(
            Errors.Invariant($"{frequency.Key}{(frequency.Key == MostFrequency ? "+" : "")}"),
            customers,
            (double)frequency.Sum(i => fact.Histories[i].Before.Customers * fact.Histories[i].Later) / customers,
            frequency.Sum(i => fact.Histories[i].Before.Customers * expected[i]) / customers);

    private double Weighted(Func<int, double> value) => Enumerable.Range(0, fact.Histories.Count).Sum(i => fact.Histories[i].Before.Customers * value(i));

    private double Naive(PurchaseHistory before) => before.Age == 0 ? 0 : (double)before.Repeats / before.Age * days;
}
