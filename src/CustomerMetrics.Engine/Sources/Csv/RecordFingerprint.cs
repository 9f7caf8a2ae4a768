using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// A hash of all fields of a record, the same however they are quoted and whatever the order of the columns in a file.
/// A record without quotes from a file with the columns of the first one is its own fields already.
/// </summary>
internal sealed class RecordFingerprint
{
    private readonly int[]? order;
    private byte[] fields = new byte[256];

    public RecordFingerprint(IReadOnlyList<string> header, IReadOnlyList<string> firstHeader)
    {
        if (!header.SequenceEqual(firstHeader))
        {
            var known = firstHeader.Select(column => header.ToList().IndexOf(column)).Where(i => i >= 0).Distinct().ToList();
            order = [.. known, .. Enumerable.Range(0, header.Count).Except(known)];
        }
    }

    public uint Compute(CsvReader reader)
    {
        var raw = reader.RawRecord;
        if (order is null && !raw.Contains((byte)'"'))
        {
            return ByteHash.Compute(raw);
        }

        var length = 0;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var field = reader.GetSpan(order?[i] ?? i);
            if (length + field.Length + 1 > fields.Length)
            {
                Array.Resize(ref fields, Math.Max(fields.Length * 2, length + field.Length + 1));
            }

            if (i > 0)
            {
                fields[length++] = (byte)reader.Separator;
            }

            field.CopyTo(fields.AsSpan(length));
            length += field.Length;
        }

        return ByteHash.Compute(fields.AsSpan(0, length));
    }
}
