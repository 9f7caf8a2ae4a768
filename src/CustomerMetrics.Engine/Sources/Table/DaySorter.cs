using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Sorts the rows of one customer by day: the order first, then column by column. Rows of one day stay as they came. Reused.</summary>
internal sealed class DaySorter
{
    private long[] keys = [];
    private byte[] scratch = [];
    private int count;

    /// <summary>Finds the order of the days; true where they are in order already.</summary>
    [MethodImpl(Hot.Path)]
    public bool Sort(ReadOnlySpan<int> days)
    {
        if (IsSorted(days))
        {
            return true;
        }

        count = days.Length;
        if (keys.Length < count)
        {
            keys = new long[Math.Max(count, Math.Min(keys.Length * 2L, Array.MaxLength))];
        }

        for (var i = 0; i < count; i++)
        {
            keys[i] = ((long)days[i] << 32) | (uint)i;
        }

        keys.AsSpan(0, count).Sort();
        return false;
    }

    /// <summary>Puts a column of the customer into that order.</summary>
    public void Permute<T>(Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        if (scratch.Length < bytes.Length)
        {
            scratch = new byte[Math.Max(bytes.Length, (int)Math.Min(scratch.Length * 2L, Array.MaxLength))];
        }

        bytes.CopyTo(scratch);
        var before = MemoryMarshal.Cast<byte, T>(scratch.AsSpan(0, bytes.Length));
        for (var i = 0; i < count; i++)
        {
            values[i] = before[(int)(uint)keys[i]];
        }
    }

    [MethodImpl(Hot.Path)]
    private static bool IsSorted(ReadOnlySpan<int> days)
    {
        for (var i = 1; i < days.Length; i++)
        {
            if (days[i] < days[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
