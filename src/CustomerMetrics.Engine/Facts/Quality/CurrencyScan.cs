using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The rows of one currency, their money in it.</summary>
internal sealed record CurrencyFact(string Name, RowTally Rows);

/// <summary>The currencies from columns; none where the rows have one.</summary>
internal static class CurrencyScan
{
    public static IReadOnlyList<CurrencyFact> Scan(RowColumns rows, int asOf, CancellationToken cancellationToken)
    {
        if (rows.Currency is not { } currency)
        {
            return [];
        }

        var facts = currency.Names.Select(name => new CurrencyFact(name, new RowTally())).ToArray();
        for (var row = 0; row < rows.Start[^1]; row++)
        {
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (rows.Day[row] < asOf)
            {
                facts[currency.Codes[row]].Rows.Add(rows.RowNumber[row], currency.Local[row]);
            }
        }

        return [.. facts.Where(fact => fact.Rows.Count > 0)];
    }
}
