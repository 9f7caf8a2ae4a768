using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// A fast hash of short byte strings: the checksum CRC-32C, for which processors have an instruction. It only has to spread, equality is checked on the bytes.
/// </summary>
internal static class ByteHash
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            // The last bytes are read with some before them, which needs no branch for each length.
            var last = MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]);
            for (; bytes.Length > sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            {
                hash = BitOperations.Crc32C(hash, MemoryMarshal.Read<ulong>(bytes));
            }

            return BitOperations.Crc32C(hash, last);
        }

        if (bytes.Length >= sizeof(uint))
        {
            return BitOperations.Crc32C(BitOperations.Crc32C(hash, MemoryMarshal.Read<uint>(bytes)), MemoryMarshal.Read<uint>(bytes[^sizeof(uint)..]));
        }

        foreach (var b in bytes)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return hash;
    }
}
