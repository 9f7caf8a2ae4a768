using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>Ids that differ from another only by case or blanks. In each set the id with the most rows stands for the customer, of equal ones the first in the order of bytes; the others are surplus.</summary>
/// <param name="Customers">Customers with a row.</param>
/// <param name="Surplus">Ids beyond one for each set.</param>
/// <param name="Rows">Rows of the surplus ids.</param>
/// <param name="Amount">Units of these rows.</param>
/// <param name="Examples">The first rows of some surplus ids.</param>
internal sealed record IdVariantFact(int Customers, int Surplus, long Rows, Int128 Amount, IReadOnlyList<int> Examples);

/// <summary>The id variants from columns.</summary>
internal static class IdVariantScan
{
    private const int Nobody = -1;

    public static IdVariantFact Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        var folded = new NameTable();
        var setOf = new int[rows.Customers];
        var text = Array.Empty<byte>();
        var customers = 0;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            // Whoever has no row before the as-of date is not there.
            var days = rows.DaysOf(customer);
            if (days.IsEmpty || days[0] >= asOf)
            {
                setOf[customer] = Nobody;
                continue;
            }

            var name = FoldedId.Of(rows.CustomerIds.GetBytes(customer), ref text);
            setOf[customer] = folded.GetOrAdd(name);
            customers++;
        }

        return folded.Count == customers ? new(customers, 0, 0, 0, []) : Gather(rows, asOf, setOf, folded.Count, customers);
    }

    private static IdVariantFact Gather(RowColumns rows, int asOf, int[] setOf, int sets, int customers)
    {
        var main = new int[sets];
        Array.Fill(main, Nobody);
        for (var customer = 0; customer < setOf.Length; customer++)
        {
            if (setOf[customer] is not Nobody and var set && (main[set] == Nobody || Outranks(rows, customer, main[set], asOf)))
            {
                main[set] = customer;
            }
        }

        var examples = new FirstNumbers();
        long count = 0;
        Int128 amount = 0;
        for (var customer = 0; customer < setOf.Length; customer++)
        {
            if (setOf[customer] is Nobody || main[setOf[customer]] == customer)
            {
                continue;
            }

            var first = int.MaxValue;
            for (var row = rows.Start[customer]; row < rows.Start[customer + 1] && rows.Day[row] < asOf; row++)
            {
                count++;
                amount += rows.Amount[row];
                first = Math.Min(first, rows.RowNumber[row]);
            }

            examples.Add(first);
        }

        return new(customers, customers - sets, count, amount, examples.ToList());
    }

    private static bool Outranks(RowColumns rows, int customer, int other, int asOf)
    {
        var more = RowsOf(rows, customer, asOf) - RowsOf(rows, other, asOf);
        return more > 0 || (more == 0 && rows.CustomerIds.GetBytes(customer).SequenceCompareTo(rows.CustomerIds.GetBytes(other)) < 0);
    }

    private static int RowsOf(RowColumns rows, int customer, int asOf)
    {
        var days = rows.DaysOf(customer);
        var count = days.Length;
        while (count > 0 && days[count - 1] >= asOf)
        {
            count--;
        }

        return count;
    }
}
