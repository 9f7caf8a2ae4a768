using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
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
    private int length;

    public RecordFingerprint(IReadOnlyList<string> header, IReadOnlyList<string> firstHeader)
    {
        if (!header.SequenceEqual(firstHeader))
        {
            var known = firstHeader.Select(column => header.ToList().IndexOf(column)).Where(i => i >= 0).Distinct().ToList();
            order = [.. known, .. Enumerable.Range(0, header.Count).Except(known)];
        }
    }

    /// <param name="reader">Stands on the record.</param>
    /// <param name="mayHaveQuotes">False where it is known that it has none.</param>
    [MethodImpl(Hot.Path)]
    public uint Compute(CsvReader reader, bool mayHaveQuotes)
    {
        var raw = reader.RawRecord;
        if (order is null && !(mayHaveQuotes && raw.Contains((byte)'"')))
        {
            return ByteHash.Compute(raw);
        }

        length = 0;
        var separator = (byte)reader.Separator;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (i > 0)
            {
                Append(separator);
            }

            Append(reader.GetSpan(order?[i] ?? i), separator);
        }

        return ByteHash.Compute(fields.AsSpan(0, length));
    }

    // Quoted where it must be and nowhere else, so that fields end where they end.
    private void Append(ReadOnlySpan<byte> field, byte separator)
    {
        if (field.IndexOfAny(separator, (byte)'"') < 0 && field.IndexOfAny((byte)'\r', (byte)'\n') < 0)
        {
            Reserve(field.Length);
            field.CopyTo(fields.AsSpan(length));
            length += field.Length;
            return;
        }

        Append((byte)'"');
        foreach (var b in field)
        {
            Append(b);
            if (b == '"')
            {
                Append(b);
            }
        }

        Append((byte)'"');
    }

    private void Append(byte b)
    {
        Reserve(1);
        fields[length++] = b;
    }

    private void Reserve(int more)
    {
        if (length + more > fields.Length)
        {
            Array.Resize(ref fields, Math.Max(fields.Length * 2, length + more));
        }
    }
}
