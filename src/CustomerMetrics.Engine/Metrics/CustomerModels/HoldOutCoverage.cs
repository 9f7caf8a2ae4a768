using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Histories;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>The share of customers whose purchases lie in the 95% interval that a model gave them. Purchases are counted, so it is at least 95% for a model that is right.</summary>
internal static class HoldOutCoverage
{
    private const int Draws = 200;
    private const double Tail = 0.025;

    // Enough to tell a share to a tenth of a percent.
    private const long MostHistories = 20_000;

    public static double Of(CustomerModel model, FittedModel fitted, HoldOutFact fact, int days, long seed, CancellationToken cancellationToken)
    {
        var random = new Random(Seeds.Fold(seed));
        var drawer = FittedModel.Drawer(model);
        var models = Enumerable.Range(0, Draws).Select(_ => drawer?.Invoke(random) ?? fitted).ToArray();
        var outcomes = new long[Draws];
        var stride = (int)Math.Max(1, fact.Histories.Count / MostHistories);
        long covered = 0, seen = 0;
        var known = default(PurchaseHistory);
        for (var at = 0; at < fact.Histories.Count; at += stride)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (before, later) = fact.Histories[at];
            if (at == 0 || before with { Customers = 0 } != known)
            {
                known = before with { Customers = 0 };
                for (var i = 0; i < Draws; i++)
                {
                    outcomes[i] = models[i].Purchases.Draw(before.Repeats, fitted.Units(before.Last), fitted.Units(before.Age), fitted.Units(days), random);
                }

                Array.Sort(outcomes);
            }

            seen += before.Customers;
            covered += later >= outcomes[(int)(Tail * Draws)] && later <= outcomes[Draws - 1 - (int)(Tail * Draws)] ? before.Customers : 0;
        }

        return (double)covered / seen;
    }
}
