using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>
/// Dates such as 03/04/2024 that are another date in the other order: certainly doubtful when other rows prove both orders, and when many rows prove none.
/// </summary>
internal static class DateOrderCheck
{
    /// <summary>So many dates with no day above 12 among them are hardly chance.</summary>
    private const int Many = 10;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var orders = CustomerFacts.DateOrders(subject.Source);
        var isMixed = orders is { DayFirst: > 0, MonthFirst: > 0 };
        if (orders.Either == 0 || (!isMixed && (orders.DayFirst + orders.MonthFirst > 0 || orders.Either < Many)))
        {
            return null;
        }

        return subject.Finding(
            "DateOrder",
            isMixed ? DataSeverity.Error : DataSeverity.Warning,
            orders.Either,
            orders.EitherAmount,
            subject.ShareOfRows(orders.Either),
            orders.Examples.ToList(),
            isMixed
                ? $"{Words.Of(orders.Either, "date is", "dates are")} another one with day and month the other way round, and the rows use both orders: {Words.Of(orders.DayFirst, "date", "dates")} can only have the day first, {orders.MonthFirst} only the month."
                : $"{Words.Of(orders.Either, "date is", "dates are")} another one with day and month the other way round, and no date has a day above 12, so nothing proves the order.",
            isMixed
                ? "Two exports were put together. Import each on its own with its -DateFormat, or export dates as 2024-12-31."
                : "Look up one sale whose date you know. If day and month are swapped, import with the other -DateFormat.");
    }
}
