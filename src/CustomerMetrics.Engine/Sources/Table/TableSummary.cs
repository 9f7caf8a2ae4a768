using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Counts and sums of a table's rows, before and after the as-of date.</summary>
internal readonly record struct TableSummary(
    long Rows, int Customers, int FirstDay, int LastDay, Int128 Sales, Int128 Refunds, long RefundRows, long ZeroRows, Int128 Cost, long RowsAfterAsOf, Int128 AmountAfterAsOf)
{
    public static TableSummary Of(RowColumns columns, int asOf, CancellationToken cancellationToken) =>
        CustomerRanges.Scan(columns, 0, range => Of(columns, range, asOf), cancellationToken).Aggregate((sum, next) => sum.Plus(next));

    private TableSummary Plus(in TableSummary other) => new(
        Rows + other.Rows,
        Customers + other.Customers,
        Math.Min(FirstDay, other.FirstDay),
        Math.Max(LastDay, other.LastDay),
        Sales + other.Sales,
        Refunds + other.Refunds,
        RefundRows + other.RefundRows,
        ZeroRows + other.ZeroRows,
        Cost + other.Cost,
        RowsAfterAsOf + other.RowsAfterAsOf,
        AmountAfterAsOf + other.AmountAfterAsOf);

    [MethodImpl(Hot.Path)]
    private static TableSummary Of(RowColumns columns, CustomerRange range, int asOf)
    {
        long rows = 0, refundRows = 0, zeroRows = 0, after = 0;
        int customers = 0, first = int.MaxValue, last = int.MinValue;
        Int128 sales = 0, refunds = 0, cost = 0, amountAfter = 0;
        for (var customer = range.From; customer < range.To; customer++)
        {
            var days = columns.DaysOf(customer);
            var amounts = columns.AmountsOf(customer);
            if (!days.IsEmpty && days[0] < asOf)
            {
                customers++;
                first = Math.Min(first, days[0]);
            }

            for (var i = 0; i < days.Length; i++)
            {
                if (days[i] >= asOf)
                {
                    after++;
                    amountAfter += amounts[i];
                    continue;
                }

                rows++;
                last = Math.Max(last, days[i]);
                if (amounts[i] < 0)
                {
                    refundRows++;
                    refunds += amounts[i];
                }
                else
                {
                    zeroRows += amounts[i] == 0 ? 1 : 0;
                    sales += amounts[i];
                }

                cost += columns.Cost?[columns.Start[customer] + i] ?? 0;
            }
        }

        return new(rows, customers, first, last, sales, refunds, refundRows, zeroRows, cost, after, amountAfter);
    }
}
