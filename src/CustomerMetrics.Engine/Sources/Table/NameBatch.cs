using System;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>The names of one column of a batch: bytes end to end with their keys, and the numbers that the table has for them.</summary>
/// <param name="table">Numbers the names.</param>
/// <param name="emptyIsNone">Whether an empty field is no name; its number is then <see cref="None"/>.</param>
internal sealed class NameBatch(NameTable table, bool emptyIsNone)
{
    private const int None = -1;

    private const int New = -2;

    private int[] ends = new int[RowBatch.Capacity];
    private NameKey[] keys = new NameKey[RowBatch.Capacity];
    private int[] numbers = new int[RowBatch.Capacity];
    private byte[] bytes = new byte[RowBatch.Capacity * 12];

    /// <summary>The name of the next row, or of the latest once more; it is trimmed.</summary>
    [MethodImpl(Hot.Path)]
    public void Set(int row, ReadOnlySpan<byte> name)
    {
        if (row == ends.Length)
        {
            Array.Resize(ref ends, row * 2);
            Array.Resize(ref keys, row * 2);
            Array.Resize(ref numbers, row * 2);
        }

        var start = row == 0 ? 0 : ends[row - 1];
        if (start + name.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, start + name.Length));
        }

        name.CopyTo(bytes.AsSpan(start));
        keys[row] = table.KeyOf(name);
        ends[row] = start + name.Length;
    }

    /// <summary>Bytes of the first rows.</summary>
    public int SizeOf(int count) => count == 0 ? 0 : ends[count - 1];

    /// <summary>Looks up the names of the first rows; other threads may do so too, and one may add names.</summary>
    [MethodImpl(Hot.Path)]
    public void Find(int count)
    {
        // Most columns of ids are all counted up, or none of it is.
        var counted = table.FindCounted(keys.AsSpan(0, count), numbers, New);
        for (var row = 0; row < count && counted < count; row++)
        {
            if (row % NameTable.WarmAtOnce == 0)
            {
                table.Warm(keys.AsSpan(row, Math.Min(NameTable.WarmAtOnce, count - row)));
            }

            if (!keys[row].IsNumber)
            {
                var name = NameOf(row);
                numbers[row] = name.IsEmpty && emptyIsNone ? None : table.TryFind(name, keys[row], out var number) ? number : New;
            }
        }
    }

    /// <summary>The numbers of the first rows, with new ones for names that were not found. Only one thread at a time may do this.</summary>
    [MethodImpl(Hot.Path)]
    public ReadOnlySpan<int> Number(int count)
    {
        var found = numbers.AsSpan(0, count);
        for (var row = found.IndexOf(New); row >= 0;)
        {
            found[row] = table.GetOrAdd(NameOf(row));
            var next = found[(row + 1)..].IndexOf(New);
            row = next < 0 ? -1 : row + 1 + next;
        }

        return found;
    }

    private ReadOnlySpan<byte> NameOf(int row)
    {
        var start = row == 0 ? 0 : ends[row - 1];
        return bytes.AsSpan(start, ends[row] - start);
    }
}
