using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>Histories of the same age and repeats, of which a model expects the same as long as the customers are alive.</summary>
internal readonly record struct HistoryRun(int Age, int Repeats, IReadOnlyList<EqualHistories> Lasts);

/// <summary>Equal histories in several parts.</summary>
internal readonly record struct EqualHistories(int Last, ArraySegment<EquityHistory> Histories)
{
    /// <summary>So many of the parts that they have moved to as one each, numbered from 0. Customers and units are whole numbers, so that nothing is lost by rounding, however the customers are grouped.</summary>
    public IEnumerable<EquityHistory> Together(int parts)
    {
        for (var i = 0; i < Histories.Count;)
        {
            var (part, customers, money) = (Histories[i].To / parts, 0L, (Int128)0);
            var first = Histories[i];
            for (; i < Histories.Count && Histories[i].To / parts == part; i++)
            {
                customers += Histories[i].Customers;
                money += Histories[i].Money;
            }

            yield return first with { Part = part, To = part, Customers = customers, Money = money };
        }
    }
}

/// <summary>Walks histories so that what several have in common is computed once.</summary>
internal static class HistoryRuns
{
    public static IEnumerable<HistoryRun> Of(IReadOnlyList<EquityHistory> sorted)
    {
        EquityHistory[] histories = [.. sorted];
        for (var i = 0; i < histories.Length;)
        {
            var (age, repeats) = (histories[i].Age, histories[i].Repeats);
            var lasts = new List<EqualHistories>();
            while (i < histories.Length && histories[i].Age == age && histories[i].Repeats == repeats)
            {
                var (from, last) = (i, histories[i].Last);
                while (i < histories.Length && histories[i].Age == age && histories[i].Repeats == repeats && histories[i].Last == last)
                {
                    i++;
                }

                lasts.Add(new(last, new ArraySegment<EquityHistory>(histories, from, i - from)));
            }

            yield return new(age, repeats, lasts);
        }
    }

    /// <summary>What one purchase to come of each of these customers is expected to bring together: spend is linear in the money so far.</summary>
    public static double ExpectedSpend(this FittedModel model, in EquityHistory history) =>
        history.Customers * model.ExpectedSpend(history.Repeats, (double)Money.ToDecimal(history.Money) / history.Customers);
}
