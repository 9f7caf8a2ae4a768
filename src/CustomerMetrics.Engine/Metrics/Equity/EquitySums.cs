using System;
using System.Threading;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>What each part of the customers is expected to bring, and all of them: one sum over histories, which is the same however they are grouped.</summary>
internal sealed record EquitySums(double[] Equity, double[] Alive, double[] Purchases, double Whole)
{
    private const double TooLarge = 1e15;

    public static EquitySums Of(EquityFact fact, FittedModel model, Valuation valuation, CancellationToken cancellationToken)
    {
        var (equity, alive, purchases) = (new double[fact.Groups.Count], new double[fact.Groups.Count], new double[fact.Groups.Count]);
        var whole = 0.0;
        foreach (var run in HistoryRuns.Of(fact.Histories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (count, discounted) = valuation.ExpectIfAlive(model, run.Repeats, run.Age);
            foreach (var equal in run.Lasts)
            {
                var chance = model.Purchases.ProbabilityAlive(run.Repeats, model.Units(equal.Last), model.Units(run.Age));
                var worth = chance * discounted * valuation.MarginRate;
                foreach (var history in equal.Histories)
                {
                    alive[history.Part] += chance * history.Customers;
                    purchases[history.Part] += chance * count * history.Customers;
                    equity[history.Part] += model.HasSpend ? worth * model.ExpectedSpend(history) : 0;
                }

                foreach (var together in equal.Together(fact.Groups.Count))
                {
                    whole += model.HasSpend ? worth * model.ExpectedSpend(together) : 0;
                }
            }
        }

        return new(equity, alive, purchases, whole);
    }

    /// <summary>Why there is no equity; null where there is.</summary>
    public string? NoEquity(FittedModel model) =>
        EquityQuestion.NoSpend(model) ?? (!double.IsFinite(Whole) ? EquityQuestion.EndlessSpend : Math.Abs(Whole) >= TooLarge ? EquityQuestion.TooMuch : null);

    /// <summary>The rounded parts, which add up to the rounded whole.</summary>
    public decimal[] Round() => Apportionment.Round(Equity, Apportionment.Round(Whole));

    /// <summary>As money; null where it is beyond all sense.</summary>
    public static decimal? ToMoney(double? value) => value is { } number && Math.Abs(number) < TooLarge ? Apportionment.Round(number) : null;
}
