using System;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>The names of one column of a batch: bytes end to end, with their hashes.</summary>
internal sealed class TextBatch
{
    private readonly int[] ends = new int[RowBatch.Capacity];
    private readonly uint[] hashes = new uint[RowBatch.Capacity];
    private byte[] bytes = new byte[RowBatch.Capacity * 12];
    private int count;
    private int length;

    public int Size => length;

    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var start = row == 0 ? 0 : ends[row - 1];
            return bytes.AsSpan(start, ends[row] - start);
        }
    }

    public uint Hash(int row) => hashes[row];

    public ReadOnlySpan<uint> Hashes => hashes.AsSpan(0, count);

    public void Add(ReadOnlySpan<byte> text)
    {
        if (length + text.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + text.Length));
        }

        text.CopyTo(bytes.AsSpan(length));
        length += text.Length;
        hashes[count] = ByteHash.Compute(text);
        ends[count++] = length;
    }

    public void Clear()
    {
        count = 0;
        length = 0;
    }
}
