using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Puts rows in the order of customer and day: a counting sort by customer that moves a column at a time and frees it as it goes, then each customer's
/// rows by day where they are not in order already.
/// </summary>
internal sealed class RowSorter
{
    private readonly UnsortedRows origin;
    private readonly CancellationToken cancellationToken;
    private readonly int[] start;
    private readonly int[] day;
    private readonly long[] amount;
    private readonly long[][] sums;
    private readonly int[][] codes;

    // Where each row stood before, which tells its number and its fingerprint.
    private readonly int[] origins;
    private readonly FirstNumbers dropped = new();
    private BitArray? repeats;

    public RowSorter(UnsortedRows rows, int customers, CancellationToken cancellationToken)
    {
        origin = rows;
        this.cancellationToken = cancellationToken;
        start = CountRows(customers);
        Locate();
        amount = Move(rows.Amount);
        sums = [.. rows.Sums.Select(Move)];
        day = Move(rows.Day);
        codes = [.. rows.Codes.Select(Move)];
        origins = MoveOrigins();
        rows.Customer.Dispose();
        CustomerRanges.Run(start, SortByDay, cancellationToken);
    }

    public long DuplicateRows { get; private set; }

    public Int128 DuplicateAmount { get; private set; }

    /// <summary>The references in the order of the sorted rows; null without them.</summary>
    public int[]? References => Find(origin.Reference);

    /// <summary>Counts rows equal to an earlier row of the same customer and day in every column; drops them if asked.</summary>
    public void FindDuplicates(bool drop)
    {
        var found = CustomerRanges.Scan(start, 0, RepeatsOf, cancellationToken);
        origin.Fingerprint.Dispose();
        var rows = found.SelectMany(range => range).ToList();
        DuplicateRows = rows.Count;
        rows.ForEach(row => DuplicateAmount += amount[row]);
        if (rows.Count == 0)
        {
            return;
        }

        repeats = new BitArray(day.Length);
        rows.ForEach(row => repeats[row] = true);
        if (drop)
        {
            rows.ForEach(row => dropped.Add(origin.Numbers[origins[row]]));
            Drop(repeats);
            repeats = null;
        }
    }

    public RowColumns ToColumns(NameTable customerIds, IReadOnlyList<(string Column, NameTable Names)> groupNames, IReadOnlyList<string> currencyNames)
    {
        CustomerRanges.Run(start, Number, cancellationToken);
        return new()
        {
            CustomerIds = customerIds,
            Start = start,
            Day = day,
            Amount = amount,
            Cost = Find(origin.Cost),
            End = Find(origin.End),
            RowNumber = origins,
            Repeats = repeats,
            Dropped = dropped.ToList(),
            Groups = [.. groupNames.Select((group, i) => new GroupColumn(group.Column, group.Names, Find(origin.Groups[i])!))],
            Currency = Find(origin.Currency) is { } currency ? new CurrencyColumn(currencyNames, currency, Find(origin.Local)!) : null,
        };
    }

    private long[]? Find(GrowingColumn<long>? column) => column is null ? null : sums[origin.Sums.IndexOf(column)];

    private int[]? Find(GrowingColumn<int>? column) => column is null ? null : codes[origin.Codes.IndexOf(column)];

    [MethodImpl(Hot.Path)]
    private int[] CountRows(int customers)
    {
        var counts = new int[customers + 1];
        for (var chunk = 0; chunk < origin.Customer.ChunkCount; chunk++)
        {
            foreach (var customer in origin.Customer.Chunk(chunk))
            {
                counts[customer + 1]++;
            }
        }

        for (var customer = 0; customer < customers; customer++)
        {
            counts[customer + 1] += counts[customer];
        }

        return counts;
    }

    // From here on the column of customers holds the place of each row in the order to be.
    [MethodImpl(Hot.Path)]
    private void Locate()
    {
        var next = start.AsSpan(0, start.Length - 1).ToArray();
        for (var chunk = 0; chunk < origin.Customer.ChunkCount; chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (ref var customer in origin.Customer.Chunk(chunk))
            {
                customer = next[customer]++;
            }
        }
    }

    // A column at a time: what is read goes back to the system before the next is made, and stores to one array miss the cache less.
    private T[] Move<T>(GrowingColumn<T> column)
        where T : unmanaged
    {
        var sorted = GC.AllocateUninitializedArray<T>(start[^1]);
        ForEachChunk(chunk => Put(column.Chunk(chunk), origin.Customer.Chunk(chunk), sorted));
        column.Dispose();
        return sorted;
    }

    private int[] MoveOrigins()
    {
        var sorted = GC.AllocateUninitializedArray<int>(start[^1]);
        ForEachChunk(chunk => PutOrigins(chunk * GrowingColumn<int>.ChunkLength, origin.Customer.Chunk(chunk), sorted));
        return sorted;
    }

    [MethodImpl(Hot.Path)]
    private static void Put<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> places, T[] column)
    {
        for (var i = 0; i < values.Length; i++)
        {
            column[places[i]] = values[i];
        }
    }

    [MethodImpl(Hot.Path)]
    private static void PutOrigins(int first, ReadOnlySpan<int> places, int[] column)
    {
        for (var i = 0; i < places.Length; i++)
        {
            column[places[i]] = first + i;
        }
    }

    private void ForEachChunk(Action<int> move) => Parallel.For(0, origin.Customer.ChunkCount, new ParallelOptions { CancellationToken = cancellationToken }, move);

    [MethodImpl(Hot.Path)]
    private void SortByDay(CustomerRange range)
    {
        var sorter = new DaySorter();
        for (var customer = range.From; customer < range.To; customer++)
        {
            var from = start[customer];
            var count = start[customer + 1] - from;
            var days = day.AsSpan(from, count);
            if (sorter.Sort(days))
            {
                continue;
            }

            sorter.Permute(days);
            sorter.Permute(amount.AsSpan(from, count));
            sorter.Permute(origins.AsSpan(from, count));
            foreach (var column in sums)
            {
                sorter.Permute(column.AsSpan(from, count));
            }

            foreach (var column in codes)
            {
                sorter.Permute(column.AsSpan(from, count));
            }
        }
    }

    [MethodImpl(Hot.Path)]
    private List<int> RepeatsOf(CustomerRange range)
    {
        var found = new List<int>();
        var seen = new HashSet<(uint, long)>();
        for (var customer = range.From; customer < range.To; customer++)
        {
            var row = start[customer];
            var rowsEnd = start[customer + 1];
            while (row < rowsEnd)
            {
                var runEnd = row + 1;
                while (runEnd < rowsEnd && day[runEnd] == day[row])
                {
                    runEnd++;
                }

                var mayRepeat = HasEqual(amount.AsSpan(row, runEnd - row));
                seen.Clear();
                for (; row < runEnd; row++)
                {
                    if (mayRepeat && !seen.Add((origin.Fingerprint[origins[row]], amount[row])))
                    {
                        found.Add(row);
                    }
                }
            }
        }

        return found;
    }

    // Fingerprints lie anywhere: few days have rows of the same amount, whose fingerprints are looked at.
    [MethodImpl(Hot.Path)]
    private static bool HasEqual(ReadOnlySpan<long> amounts)
    {
        const int few = 16;
        for (var i = 1; i < amounts.Length && amounts.Length <= few; i++)
        {
            if (amounts[..i].Contains(amounts[i]))
            {
                return true;
            }
        }

        return amounts.Length > few;
    }

    private void Drop(BitArray rows)
    {
        var write = 0;
        for (var customer = 0; customer + 1 < start.Length; customer++)
        {
            var row = start[customer];
            start[customer] = write;
            for (; row < start[customer + 1]; row++)
            {
                if (!rows[row])
                {
                    Move(row, write++);
                }
            }
        }

        start[^1] = write;
    }

    private void Move(int from, int to)
    {
        if (from == to)
        {
            return;
        }

        day[to] = day[from];
        amount[to] = amount[from];
        origins[to] = origins[from];
        foreach (var column in sums)
        {
            column[to] = column[from];
        }

        foreach (var column in codes)
        {
            column[to] = column[from];
        }
    }

    [MethodImpl(Hot.Path)]
    private void Number(CustomerRange range)
    {
        for (var row = start[range.From]; row < start[range.To]; row++)
        {
            origins[row] = origin.Numbers[origins[row]];
        }
    }
}
