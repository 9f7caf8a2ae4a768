using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;

namespace CustomerMetrics.Benchmarks;

/// <summary>Writes the id of a customer from its number.</summary>
internal static class CustomerIdWriter
{
    // A prime, so that no two numbers below it share a place.
    private const int Places = 60_466_169;
    private const long Step = 22_801_763;

    /// <summary>Returns the bytes written.</summary>
    public static int Write(CustomerIds ids, int customer, Span<byte> to)
    {
        var written = 0;
        switch (ids)
        {
            case CustomerIds.Padded:
                to[0] = (byte)'C';
                Utf8Formatter.TryFormat(customer, to[1..], out written, new('D', 8));
                return written + 1;
            case CustomerIds.Short:
                to[0] = (byte)'c';
                return 1 + WriteShort((int)(customer * Step % Places), to[1..]);
            case CustomerIds.Long:
                return WriteLong(customer, to);
            case CustomerIds.Numeric:
                Utf8Formatter.TryFormat(customer + 1, to, out written);
                return written;
            default:
                throw new UnreachableException();
        }
    }

    private static int WriteShort(int place, Span<byte> to)
    {
        var written = 0;
        do
        {
            to[written++] = "0123456789abcdefghijklmnopqrstuvwxyz"u8[place % 36];
            place /= 36;
        }
        while (place > 0);
        return written;
    }

    private static int WriteLong(int customer, Span<byte> to)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Mix((ulong)customer));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Mix(~(ulong)customer));
        Utf8Formatter.TryFormat(new Guid(bytes), to, out var written);
        return written;
    }

    // The finaliser of SplitMix64: one to one, so ids stay distinct.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
