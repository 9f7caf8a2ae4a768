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
        var other = Multiplier;
        if (bytes.Length >= 16)
        {
            // Two at a time, since a product waits for the one before. The last bytes are read with some before them, which needs no branch for each length.
            var last = bytes[^16..];
            for (; bytes.Length > 16; bytes = bytes[16..])
            {
                hash = Fold(hash ^ MemoryMarshal.Read<ulong>(bytes));
                other = Fold(other ^ MemoryMarshal.Read<ulong>(bytes[8..]));
            }

            hash ^= MemoryMarshal.Read<ulong>(last);
            other ^= MemoryMarshal.Read<ulong>(last[8..]);
        }
        else if (bytes.Length >= 8)
        {
            hash ^= MemoryMarshal.Read<ulong>(bytes);
            other ^= MemoryMarshal.Read<ulong>(bytes[^8..]);
        }
        else if (bytes.Length >= 4)
        {
            hash ^= MemoryMarshal.Read<uint>(bytes);
            other ^= MemoryMarshal.Read<uint>(bytes[^4..]);
        }
        else if (bytes.Length > 0)
        {
            hash ^= bytes[0] | ((ulong)bytes[bytes.Length / 2] << 32);
            other ^= bytes[^1];
        }

        hash = Fold(Fold(hash) ^ other);
        return (uint)(hash ^ (hash >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }
}
