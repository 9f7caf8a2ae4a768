using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Puts rows in the order of customer and day: a counting sort by customer that frees the unsorted chunks as it goes, then each customer's rows by day.
/// </summary>
internal sealed class RowSorter
{
    private readonly int[] start;
    private readonly int[] day;
    private readonly long[] amount;
    private readonly int[] number;
    private readonly uint[] fingerprint;
    private readonly UnsortedRows origin;
    private readonly long[][] sums;
    private readonly int[][] codes;
    private readonly FirstNumbers dropped = new();
    private BitArray? repeats;

    public RowSorter(UnsortedRows rows, int customers, CancellationToken cancellationToken)
    {
        origin = rows;
        start = new int[customers + 1];
        for (var chunk = 0; chunk < rows.Customer.ChunkCount; chunk++)
        {
            foreach (var customer in rows.Customer.Chunk(chunk))
            {
                start[customer + 1]++;
            }
        }

        for (var customer = 0; customer < customers; customer++)
        {
            start[customer + 1] += start[customer];
        }

        var count = start[customers];
        day = new int[count];
        amount = new long[count];
        number = new int[count];
        fingerprint = new uint[count];
        sums = [.. rows.Sums.Select(_ => new long[count])];
        codes = [.. rows.Codes.Select(_ => new int[count])];
        Scatter(rows, cancellationToken);
        SortByDay(cancellationToken);
    }

    public long DuplicateRows { get; private set; }

    public Int128 DuplicateAmount { get; private set; }

    /// <summary>Counts rows equal to an earlier row of the same customer and day in every column; drops them if asked.</summary>
    public void FindDuplicates(bool drop, CancellationToken cancellationToken)
    {
        var seen = new HashSet<(uint, long)>();
        var write = 0;
        for (var customer = 0; customer + 1 < start.Length; customer++)
        {
            StopIfAsked(customer, cancellationToken);
            var row = start[customer];
            var end = start[customer + 1];
            start[customer] = drop ? write : row;
            while (row < end)
            {
                var runEnd = row + 1;
                while (runEnd < end && day[runEnd] == day[row])
                {
                    runEnd++;
                }

                var single = runEnd == row + 1;
                seen.Clear();
                for (; row < runEnd; row++)
                {
                    if (!single && !seen.Add((fingerprint[row], amount[row])))
                    {
                        DuplicateRows++;
                        DuplicateAmount += amount[row];
                        if (drop)
                        {
                            dropped.Add(number[row]);
                        }
                        else
                        {
                            (repeats ??= new BitArray(day.Length))[row] = true;
                        }
                    }
                    else if (drop)
                    {
                        Move(row, write++);
                    }
                }
            }
        }

        if (drop)
        {
            start[^1] = write;
        }
    }

    public RowColumns ToColumns(NameTable customerIds, IReadOnlyList<(string Column, NameTable Names)> groupNames, IReadOnlyList<string> currencyNames) => new()
    {
        CustomerIds = customerIds,
        Start = start,
        Day = day,
        Amount = amount,
        Cost = Find(origin.Cost),
        End = Find(origin.End),
        RowNumber = number,
        Repeats = repeats,
        Dropped = dropped.ToList(),
        Groups = [.. groupNames.Select((group, i) => new GroupColumn(group.Column, group.Names, Find(origin.Groups[i])!))],
        Currency = Find(origin.Currency) is { } currency ? new CurrencyColumn(currencyNames, currency, Find(origin.Local)!) : null,
    };

    /// <summary>The references in the order of the sorted rows; null without them.</summary>
    public int[]? References => Find(origin.Reference);

    private long[]? Find(GrowingColumn<long>? column) => column is null ? null : sums[origin.Sums.IndexOf(column)];

    private int[]? Find(GrowingColumn<int>? column) => column is null ? null : codes[origin.Codes.IndexOf(column)];

    // Places first, then column by column: stores that wait for nothing overlap, and two columns at a time keep two cores busy.
    private void Scatter(UnsortedRows rows, CancellationToken cancellationToken)
    {
        var next = start.AsSpan(0, start.Length - 1).ToArray();
        var places = new int[GrowingColumn<int>.ChunkLength];
        var numbers = new int[GrowingColumn<int>.ChunkLength];
        for (var i = 0; i < rows.Customer.ChunkCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chunk = i;
            var count = Locate(rows.Customer.Chunk(chunk), next, places);
            rows.Numbers.Take(numbers.AsSpan(0, count));
            Parallel.Invoke(
                () =>
                {
                    Put(rows.Day.Chunk(chunk), places, day);
                    Put(numbers.AsSpan(0, count), places, number);
                    for (var column = 0; column < codes.Length; column++)
                    {
                        Put(rows.Codes[column].Chunk(chunk), places, codes[column]);
                    }
                },
                () =>
                {
                    Put(rows.Amount.Chunk(chunk), places, amount);
                    Put(rows.Fingerprint.Chunk(chunk), places, fingerprint);
                    for (var column = 0; column < sums.Length; column++)
                    {
                        Put(rows.Sums[column].Chunk(chunk), places, sums[column]);
                    }
                });
            rows.Release(chunk);
        }
    }

    private static int Locate(ReadOnlySpan<int> customers, int[] next, int[] places)
    {
        for (var i = 0; i < customers.Length; i++)
        {
            places[i] = next[customers[i]]++;
        }

        return customers.Length;
    }

    private static void Put<T>(ReadOnlySpan<T> values, int[] places, T[] column)
    {
        for (var i = 0; i < values.Length; i++)
        {
            column[places[i]] = values[i];
        }
    }

    private void SortByDay(CancellationToken cancellationToken)
    {
        var keys = Array.Empty<long>();
        var scratch = new Scratch();
        for (var customer = 0; customer + 1 < start.Length; customer++)
        {
            StopIfAsked(customer, cancellationToken);
            var from = start[customer];
            var count = start[customer + 1] - from;
            var days = day.AsSpan(from, count);
            if (IsSorted(days))
            {
                continue;
            }

            if (keys.Length < count)
            {
                keys = new long[Math.Max(count, Math.Min(keys.Length * 2L, Array.MaxLength))];
            }

            var order = keys.AsSpan(0, count);
            for (var i = 0; i < count; i++)
            {
                order[i] = ((long)days[i] << 32) | (uint)i;
            }

            order.Sort();
            Scratch.Permute(days, order, ref scratch.Ints);
            Scratch.Permute(amount.AsSpan(from, count), order, ref scratch.Longs);
            Scratch.Permute(number.AsSpan(from, count), order, ref scratch.Ints);
            Scratch.Permute(fingerprint.AsSpan(from, count), order, ref scratch.Fingerprints);
            foreach (var column in sums)
            {
                Scratch.Permute(column.AsSpan(from, count), order, ref scratch.Longs);
            }

            foreach (var column in codes)
            {
                Scratch.Permute(column.AsSpan(from, count), order, ref scratch.Ints);
            }
        }
    }

    private void Move(int from, int to)
    {
        if (from == to)
        {
            return;
        }

        day[to] = day[from];
        amount[to] = amount[from];
        number[to] = number[from];
        foreach (var column in sums)
        {
            column[to] = column[from];
        }

        foreach (var column in codes)
        {
            column[to] = column[from];
        }
    }

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

    private static void StopIfAsked(int customer, CancellationToken cancellationToken)
    {
        if ((customer & 0xFFFF) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class Scratch
    {
        public int[] Ints = [];
        public long[] Longs = [];
        public uint[] Fingerprints = [];

        /// <param name="values">Values to put in order.</param>
        /// <param name="order">Sorted keys whose low half is the place a value comes from.</param>
        /// <param name="buffer">Grown as needed and kept for the next customer.</param>
        public static void Permute<T>(Span<T> values, ReadOnlySpan<long> order, ref T[] buffer)
        {
            if (buffer.Length < values.Length)
            {
                buffer = new T[Math.Max(values.Length, Math.Min(buffer.Length * 2L, Array.MaxLength))];
            }

            values.CopyTo(buffer);
            for (var i = 0; i < order.Length; i++)
            {
                values[i] = buffer[(int)(uint)order[i]];
            }
        }
    }
}
