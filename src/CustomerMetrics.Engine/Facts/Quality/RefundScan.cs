using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>Refunds that the sales before them do not explain.</summary>
internal sealed class RefundFact
{
    /// <summary>All refunds.</summary>
    public long Refunds { get; set; }

    /// <summary>Those of customers without a sale up to that day.</summary>
    public RowTally WithoutSale { get; init; } = new();

    /// <summary>How many of them are dated before the edge.</summary>
    public long WithoutSaleEarly { get; set; }

    /// <summary>Those that take more than what is left of the customer's sales up to that day.</summary>
    public RowTally AboveSales { get; init; } = new();

    public long AboveSalesEarly { get; set; }

    /// <summary>By how many units they are above what was left.</summary>
    public Int128 Excess { get; set; }
}

/// <summary>
/// The refunds from columns. The order within a day is not known, so its sales come before its refunds, and small refunds before large ones. A refund that is
/// reported takes nothing from later sales, so one wrong row is reported once.
/// </summary>
internal static class RefundScan
{
    /// <param name="rows">All rows.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="edge">Refunds before this day may belong to sales before the data begins.</param>
    /// <param name="cancellationToken">Ends the scan.</param>
    public static RefundFact Scan(RowColumns rows, int asOf, int edge, CancellationToken cancellationToken)
    {
        var fact = new RefundFact();
        var refunds = new List<int>();
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            AddCustomer(fact, rows, customer, asOf, edge, refunds);
        }

        return fact;
    }

    private static void AddCustomer(RefundFact fact, RowColumns rows, int customer, int asOf, int edge, List<int> refunds)
    {
        var hasSale = false;
        Int128 left = 0;
        var end = rows.Start[customer + 1];
        for (var row = rows.Start[customer]; row < end && rows.Day[row] < asOf;)
        {
            var day = rows.Day[row];
            for (; row < end && rows.Day[row] == day; row++)
            {
                if (rows.Amount[row] > 0)
                {
                    left += rows.Amount[row];
                    hasSale = true;
                }
                else if (rows.Amount[row] < 0)
                {
                    refunds.Add(row);
                }
            }

            if (refunds.Count > 1)
            {
                refunds.Sort((a, b) => rows.Amount[b].CompareTo(rows.Amount[a]));
            }

            foreach (var refund in refunds)
            {
                AddRefund(fact, rows, refund, hasSale, ref left, isEarly: day < edge);
            }

            refunds.Clear();
        }
    }

    private static void AddRefund(RefundFact fact, RowColumns rows, int row, bool hasSale, ref Int128 left, bool isEarly)
    {
        var amount = rows.Amount[row];
        fact.Refunds++;
        if (!hasSale)
        {
            fact.WithoutSale.Add(rows.RowNumber[row], amount);
            fact.WithoutSaleEarly += isEarly ? 1 : 0;
            return;
        }

        left += amount;
        if (left < 0)
        {
            fact.AboveSales.Add(rows.RowNumber[row], amount);
            fact.AboveSalesEarly += isEarly ? 1 : 0;
            fact.Excess -= left;
            left = 0;
        }
    }
}
