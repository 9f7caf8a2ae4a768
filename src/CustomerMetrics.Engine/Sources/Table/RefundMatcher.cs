using System;
using System.Collections.Generic;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Finds the sale that each refund takes back: of the same customer and the same reference, the latest on or before the refund's day.
/// The money of the refund is then booked to the day of that sale; without a sale it stays on its own day.
/// </summary>
internal sealed class RefundMatcher
{
    private readonly RowColumns rows;
    private readonly int[] references;
    private readonly int[] bookedDay;
    private readonly int asOf;

    private RefundMatcher(RowColumns rows, int[] references, int asOf)
    {
        this.rows = rows;
        this.references = references;
        this.asOf = asOf;
        bookedDay = rows.Day.AsSpan().ToArray();
    }

    /// <summary>Refunds before the as-of date that have their sale.</summary>
    public long Matched { get; private set; }

    public Int128 AmountMatched { get; private set; }

    /// <summary>The like for those without one.</summary>
    public long Unmatched { get; private set; }

    public Int128 AmountUnmatched { get; private set; }

    /// <summary>The rows with the days that their money is booked to.</summary>
    public RowColumns Columns => rows with { BookedDay = bookedDay };

    /// <param name="rows">Sorted rows.</param>
    /// <param name="references">A code for each; -1 is none.</param>
    /// <param name="asOf">Rows from this day on are matched, and not counted.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static RefundMatcher Match(RowColumns rows, int[] references, int asOf, CancellationToken cancellationToken)
    {
        var matcher = new RefundMatcher(rows, references, asOf);
        var sales = new Dictionary<int, int>();
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (rows.AmountsOf(customer).ContainsAnyInRange(long.MinValue, -1))
            {
                sales.Clear();
                matcher.MatchCustomer(rows.Start[customer], rows.Start[customer + 1], sales);
            }
        }

        return matcher;
    }

    // Day by day, sales first: the order within a day is not known.
    private void MatchCustomer(int from, int to, Dictionary<int, int> sales)
    {
        for (var row = from; row < to;)
        {
            var end = row;
            for (; end < to && rows.Day[end] == rows.Day[row]; end++)
            {
                if (rows.Amount[end] >= 0 && references[end] >= 0)
                {
                    sales[references[end]] = rows.Day[end];
                }
            }

            for (; row < end; row++)
            {
                if (rows.Amount[row] < 0)
                {
                    Book(row, references[row] >= 0 && sales.TryGetValue(references[row], out var day) ? day : null);
                }
            }
        }
    }

    private void Book(int row, int? day)
    {
        bookedDay[row] = day ?? rows.Day[row];
        if (rows.Day[row] >= asOf)
        {
            return;
        }

        if (day is null)
        {
            Unmatched++;
            AmountUnmatched += rows.Amount[row];
        }
        else
        {
            Matched++;
            AmountMatched += rows.Amount[row];
        }
    }
}
