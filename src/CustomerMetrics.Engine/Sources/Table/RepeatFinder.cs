using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Finds rows of a customer's day that are equal to an earlier one: in the amount, and in the fingerprint, which lies where the row once stood.</summary>
internal sealed class RepeatFinder(long[] amount, int[] origins, GrowingColumn<uint> fingerprint)
{
    // So few rows are compared with each other, and seldom need a fingerprint.
    private const int Few = 16;

    // The hash, and one more than the row; zero is an empty slot.
    private ulong[] slots = new ulong[4 * Few];

    [MethodImpl(Hot.Path)]
    public void Find(int from, int to, List<int> repeats)
    {
        var isFew = to - from <= Few;
        var mask = isFew ? 0 : Clear(to - from);
        for (var row = from; row < to; row++)
        {
            if (isFew ? IsAmong(from, row) : !TryAdd(row, mask))
            {
                repeats.Add(row);
            }
        }
    }

    [MethodImpl(Hot.Path)]
    private bool IsAmong(int from, int row)
    {
        for (var other = from; other < row; other++)
        {
            if (amount[other] == amount[row] && Fingerprint(other) == Fingerprint(row))
            {
                return true;
            }
        }

        return false;
    }

    private int Clear(int rows)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)rows * 2);
        if (slots.Length < length)
        {
            slots = new ulong[length];
        }
        else
        {
            Array.Clear(slots, 0, length);
        }

        return length - 1;
    }

    [MethodImpl(Hot.Path)]
    private bool TryAdd(int row, int mask)
    {
        var mark = Fingerprint(row);
        var hash = BitOperations.Crc32C(mark, (ulong)amount[row]);
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var other = (int)(uint)slots[at] - 1;
            if (other < 0)
            {
                slots[at] = ((ulong)hash << 32) | (uint)(row + 1);
                return true;
            }

            if ((uint)(slots[at] >> 32) == hash && amount[other] == amount[row] && Fingerprint(other) == mark)
            {
                return false;
            }
        }
    }

    private uint Fingerprint(int row) => fingerprint[origins[row]];
}
