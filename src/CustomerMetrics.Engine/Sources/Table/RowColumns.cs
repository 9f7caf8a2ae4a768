using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Rows sorted by customer and day, one array a column. Customer c has the rows Start[c] to Start[c + 1].
/// </summary>
internal sealed class RowColumns
{
    public required NameTable CustomerIds { get; init; }

    public required int[] Start { get; init; }

    /// <summary>Day numbers of the reporting zone.</summary>
    public required int[] Day { get; init; }

    /// <summary>Amounts in units of 1/10,000.</summary>
    public required long[] Amount { get; init; }

    public long[]? Cost { get; init; }

    public required IReadOnlyList<GroupColumn> Groups { get; init; }

    public int Customers => Start.Length - 1;

    public ReadOnlySpan<int> DaysOf(int customer) => Day.AsSpan(Start[customer], Start[customer + 1] - Start[customer]);

    public ReadOnlySpan<long> AmountsOf(int customer) => Amount.AsSpan(Start[customer], Start[customer + 1] - Start[customer]);
}

/// <summary>One group column: a code a row, and the names of the codes.</summary>
internal sealed record GroupColumn(string Name, NameTable Names, int[] Codes);
