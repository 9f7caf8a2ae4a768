using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Rows sorted by customer and day, one array a column. Customer c has the rows Start[c] to Start[c + 1].
/// </summary>
internal sealed record RowColumns
{
    public required NameTable CustomerIds { get; init; }

    public required int[] Start { get; init; }

    /// <summary>Day numbers of the reporting zone.</summary>
    public required int[] Day { get; init; }

    /// <summary>Amounts in units of 1/10,000.</summary>
    public required long[] Amount { get; init; }

    public long[]? Cost { get; init; }

    /// <summary>The first day after each term, <see cref="int.MaxValue"/> where it is open; null of transactions. The amount is then that of a month, the day that of its start.</summary>
    public int[]? End { get; init; }

    /// <summary>The days that money is booked to, where refunds go to the date of their sale; null where all go to their own.</summary>
    public int[]? BookedDay { get; init; }

    /// <summary>What was converted from other currencies; null when nothing was.</summary>
    public CurrencyColumn? Currency { get; init; }

    /// <summary>The day each customer is known from, <see cref="int.MaxValue"/> where nobody told it; null without such a column.</summary>
    public int[]? FirstSeen { get; init; }

    /// <summary>The numbers of the rows in the order they were read, over all files, from one on.</summary>
    public required int[] RowNumber { get; init; }

    /// <summary>Which rows repeat an earlier one; null when none does.</summary>
    public BitArray? Repeats { get; init; }

    /// <summary>Numbers of repeats that were dropped: the first few, as examples.</summary>
    public required IReadOnlyList<int> Dropped { get; init; }

    public required IReadOnlyList<GroupColumn> Groups { get; init; }

    /// <summary>Whether a customer was known before a day, as the data says; false where it does not.</summary>
    public bool IsSeenBefore(int customer, int day) => FirstSeen is not null && FirstSeen[customer] < day;

    public int Customers => Start.Length - 1;

    public ReadOnlySpan<int> DaysOf(int customer) => Day.AsSpan(Start[customer], Start[customer + 1] - Start[customer]);

    public ReadOnlySpan<long> AmountsOf(int customer) => Amount.AsSpan(Start[customer], Start[customer + 1] - Start[customer]);

    /// <summary>The day of the earliest row; null where there is none.</summary>
    [MethodImpl(Hot.Path)]
    public int? FindFirstDay()
    {
        var first = int.MaxValue;
        for (var customer = 0; customer < Customers; customer++)
        {
            var days = DaysOf(customer);
            first = days.IsEmpty ? first : Math.Min(first, days[0]);
        }

        return first == int.MaxValue ? null : first;
    }
}

/// <summary>The currency of each row, and its amount in it.</summary>
internal sealed record CurrencyColumn(IReadOnlyList<string> Names, int[] Codes, long[] Local);

/// <summary>One group column: a code a row, and the names of the codes.</summary>
internal sealed record GroupColumn(string Name, NameTable Names, int[] Codes);
