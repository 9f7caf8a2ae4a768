using System.Collections.Generic;

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
