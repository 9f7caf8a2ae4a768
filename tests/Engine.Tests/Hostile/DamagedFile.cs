using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>The bytes of a file under damage; each remembers where it stood in the valid file, or that it is new.</summary>
internal sealed class DamagedFile
{
    private const int New = -1;

    private readonly List<(byte Value, int Origin)> content;

    public DamagedFile(CleanFile clean)
    {
        Clean = clean;
        content = [.. clean.Bytes.Select((value, i) => (value, i))];
    }

    public CleanFile Clean { get; }

    public int Length => content.Count;

    public byte this[int at]
    {
        get => content[at].Value;
        set => content[at] = (value, New);
    }

    /// <summary>The kinds of damage done, for the name of a failure.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Whether quotes, line ends and the header are as they were, so that the records are the records of the valid file.</summary>
    public bool KeepsRecords { get; set; } = true;

    public byte[] ToArray() => [.. content.Select(one => one.Value)];

    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var added = new (byte, int)[bytes.Length];
        for (var i = 0; i < added.Length; i++)
        {
            added[i] = (bytes[i], New);
        }

        content.InsertRange(at, added);
    }

    public void Delete(int at, int count) => content.RemoveRange(at, count);

    /// <summary>Puts a copy of a range elsewhere. The copy counts as new, for the row may only be read once too often, never too seldom.</summary>
    public void Copy(int from, int count, int to) => Insert(to, content.GetRange(from, count).ConvertAll(one => one.Value).ToArray());

    public void Reverse(int at, int count) => content.Reverse(at, count);

    public void Move(int from, int count, int to)
    {
        var moved = content.GetRange(from, count);
        content.RemoveRange(from, count);
        content.InsertRange(Math.Min(to, content.Count), moved);
    }

    /// <summary>Where a range of the valid file now stands, if it is whole; else -1.</summary>
    public int Find(int start, int end)
    {
        var at = content.FindIndex(one => one.Origin == start);
        if (at < 0 || at + (end - start) > content.Count)
        {
            return -1;
        }

        for (var i = start; i < end; i++)
        {
            if (content[at + i - start].Origin != i)
            {
                return -1;
            }
        }

        return at;
    }

    public bool KeepsHeader => Find(0, Clean.HeaderEnd) == 0;

    /// <summary>The rows of which no byte was touched, nor the byte before them, nor that they are the last, nor their place between wide characters.</summary>
    public IEnumerable<CleanRow> Untouched()
    {
        var whole = Clean.Bytes.Length;
        foreach (var row in Clean.Rows)
        {
            var at = Find(row.Start - 1, row.End);
            var isLast = row.End == whole;
            if (at >= 0 && (row.Start - 1 - at) % Clean.Width == 0 && (!isLast || at + row.End - row.Start + 1 == Length))
            {
                yield return row;
            }
        }
    }
}
