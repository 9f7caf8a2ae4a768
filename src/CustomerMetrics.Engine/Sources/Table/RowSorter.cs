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
    // Fewer rows are counted before another thread has started; more parts would take more memory for their counts than they save time.
    private const int FewestChunks = 4;
    private const int MostParts = 4;

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
        start = Locate(customers);
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
        CustomerRanges.Run(start, range => origin.Numbers.Replace(origins.AsSpan(start[range.From]..start[range.To])), cancellationToken);
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

    // From here on the column of customers holds the place of each row in the order to be. Each part of the rows has counts of its own, and so places of
    // its own behind those of the parts before it.
    private int[] Locate(int customers)
    {
        var parts = Math.Clamp(origin.Customer.ChunkCount / FewestChunks, 1, Math.Min(Environment.ProcessorCount, MostParts));
        var next = new int[parts][];
        For(parts, part => next[part] = CountRows(customers, ChunksOf(part, parts)));
        var found = new int[customers + 1];
        for (var customer = 0; customer < customers; customer++)
        {
            var place = found[customer];
            foreach (var counts in next)
            {
                (counts[customer], place) = (place, place + counts[customer]);
            }

            found[customer + 1] = place;
        }

        For(parts, part => Locate(next[part], ChunksOf(part, parts)));
        return found;
    }

    private Range ChunksOf(int part, int parts) => (origin.Customer.ChunkCount * part / parts)..(origin.Customer.ChunkCount * (part + 1) / parts);

    [MethodImpl(Hot.Path)]
    private int[] CountRows(int customers, Range chunks)
    {
        var counts = new int[customers];
        for (var chunk = chunks.Start.Value; chunk < chunks.End.Value; chunk++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var customer in origin.Customer.Chunk(chunk))
            {
                counts[customer]++;
            }
        }

        return counts;
    }

    [MethodImpl(Hot.Path)]
    private void Locate(int[] next, Range chunks)
    {
        for (var chunk = chunks.Start.Value; chunk < chunks.End.Value; chunk++)
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

    private void ForEachChunk(Action<int> move) => For(origin.Customer.ChunkCount, move);

    private void For(int count, Action<int> work) => Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken }, work);

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
        var finder = new RepeatFinder(amount, origins, origin.Fingerprint);
        for (var customer = range.From; customer < range.To; customer++)
        {
            var rowsEnd = start[customer + 1];
            for (int row = start[customer], runEnd; row < rowsEnd; row = runEnd)
            {
                for (runEnd = row + 1; runEnd < rowsEnd && day[runEnd] == day[row]; runEnd++)
                {
                }

                if (runEnd > row + 1)
                {
                    finder.Find(row, runEnd, found);
                }
            }
        }

        return found;
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
}
