using System;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Counts and sums of a table's rows, before and after the as-of date.</summary>
internal readonly record struct TableSummary(
    long Rows, int Customers, int FirstDay, int LastDay, Int128 Sales, Int128 Refunds, long RefundRows, long ZeroRows, Int128 Cost, long RowsAfterAsOf, Int128 AmountAfterAsOf)
{
    [MethodImpl(Hot.Path)]
    public static TableSummary Of(RowColumns columns, int asOf)
    {
        long rows = 0, refundRows = 0, zeroRows = 0, after = 0;
        int customers = 0, first = int.MaxValue, last = int.MinValue;
        Int128 sales = 0, refunds = 0, cost = 0, amountAfter = 0;
        for (var customer = 0; customer < columns.Customers; customer++)
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
