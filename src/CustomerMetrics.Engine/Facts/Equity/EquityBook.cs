using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>Puts customers together who are equal to a model.</summary>
internal sealed class EquityBook
{
    // Three numbers of days in one key, which sorts faster than a triple.
    private const int Bits = 21;
    private const int Mask = (1 << Bits) - 1;

    private readonly Dictionary<(long History, int To, int Part), (long Customers, Int128 Money)> entries = [];

    public void Add(in CustomerState state, int asOf, int part, int to)
    {
        var repeats = state.Purchases - 1;
        var history = ((long)(asOf - 1 - state.First) << (2 * Bits)) | ((long)repeats << Bits) | (long)(state.Last - state.First);
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, (history, to, part), out _);
        entry.Customers++;
        entry.Money += repeats > 0 && state.RepeatMoney > 0 ? state.RepeatMoney : 0;
    }

    public List<EquityHistory> Close()
    {
        var keys = new (long History, int To, int Part)[entries.Count];
        var sums = new (long Customers, Int128 Money)[entries.Count];
        entries.Keys.CopyTo(keys, 0);
        entries.Values.CopyTo(sums, 0);
        Array.Sort(keys, sums);
        var histories = new List<EquityHistory>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            var (history, to, part) = keys[i];
            histories.Add(new((int)(history >> (2 * Bits)), (int)(history >> Bits) & Mask, (int)history & Mask, part, to, sums[i].Customers, sums[i].Money));
        }

        return histories;
    }
}
