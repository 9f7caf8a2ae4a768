using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>A fast hash of short byte strings: eight bytes a step, folded products. It only has to spread, equality is checked on the bytes.</summary>
internal static class ByteHash
{
    private const ulong Seed = 0x9E3779B97F4A7C15;
    private const ulong Multiplier = 0xD6E8FEB86659FD93;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        if (bytes.Length >= 16)
        {
            // Two at a time, since a product waits for the one before.
            var other = Multiplier;
            while (bytes.Length >= 16)
            {
                hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes));
                other = Fold(other ^ MemoryMarshal.Read<ulong>(bytes[8..]));
                bytes = bytes[16..];
            }

            hash ^= other;
        }

        if (bytes.Length >= 8)
        {
            hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }

        ulong tail = 0;
        if (bytes.Length >= 4)
        {
            tail = MemoryMarshal.Read<uint>(bytes);
            bytes = bytes[4..];
        }

        foreach (var b in bytes)
        {
            tail = (tail << 8) | b;
        }

        hash = Fold(hash ^ tail);
        return (uint)(hash ^ (hash >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }
}
