using System.Linq;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>The history fact as the models take it: days become units of time, units of money become money.</summary>
internal static class HistoryColumns
{
    public static PurchaseHistories Purchases(HistoryFact fact, double unitDays) => PurchaseHistories.From(
        [.. fact.Purchases.Select(history => history.Repeats)],
        [.. fact.Purchases.Select(history => history.Last / unitDays)],
        [.. fact.Purchases.Select(history => history.Age / unitDays)],
        [.. fact.Purchases.Select(history => history.Customers)]);

    public static SpendHistories Spends(HistoryFact fact) => SpendHistories.From(
        [.. fact.Spends.Select(history => history.Repeats)],
        [.. fact.Spends.Select(history => (double)Money.ToDecimal(history.Money) / history.Repeats)],
        [.. fact.Spends.Select(history => history.Customers)]);
}
