using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;

namespace CustomerMetrics.Benchmarks;

/// <summary>One period of a monthly ledger, as each side tells it.</summary>
internal sealed record LedgerRow(
    string Period,
    long Opening,
    long New,
    long Returned,
    long Lost,
    long Closing,
    decimal OpeningValue,
    decimal NewValue,
    decimal ReturnedValue,
    decimal Expansion,
    decimal Contraction,
    decimal LostValue,
    decimal ClosingValue)
{
    public static LedgerRow From(CustomerLedgerEntry entry) => new(
        entry.Period,
        entry.Opening,
        entry.New,
        entry.Returned,
        entry.Lost,
        entry.Closing,
        entry.OpeningValue,
        entry.NewValue,
        entry.ReturnedValue,
        entry.Expansion,
        entry.Contraction,
        entry.LostValue,
        entry.ClosingValue);

    /// <summary>The answer of a statement written by hand, whose month counts from the year 0.</summary>
    public static IReadOnlyList<LedgerRow> Read(DbDataReader reader, Func<object, decimal> toMoney)
    {
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            long Count(string column) => Convert.ToInt64(reader[column], CultureInfo.InvariantCulture);
            decimal Money(string column) => toMoney(reader[column]);
            var month = (int)Count("month");
            rows.Add(new(
                $"{month / 12:0000}-{(month % 12) + 1:00}",
                Count("opening"),
                Count("new"),
                Count("returned"),
                Count("lost"),
                Count("closing"),
                Money("opening_value"),
                Money("new_value"),
                Money("returned_value"),
                Money("expansion"),
                Money("contraction"),
                Money("lost_value"),
                Money("closing_value")));
        }

        return rows;
    }

    /// <summary>Fails unless both ledgers are equal in every column of every period.</summary>
    public static void RequireEqual(IReadOnlyList<LedgerRow> expected, IReadOnlyList<LedgerRow> actual, string name)
    {
        if (expected.Count != actual.Count)
        {
            throw new BenchmarkException($"The ledgers differ: {expected.Count} periods here, {actual.Count} from {name}.");
        }

        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i] != actual[i])
            {
                throw new BenchmarkException($"The ledgers differ.\nhere: {expected[i]}\n{name}: {actual[i]}");
            }
        }
    }
}
