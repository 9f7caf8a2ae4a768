using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Spend;

/// <summary>The rows of a table of spend.</summary>
internal sealed class SpendList : SpendTable
{
    public required IReadOnlyList<GivenSpend> Given { get; init; }
}

/// <summary>What was spent in a time.</summary>
/// <param name="Channel">For whom; (none) where the row does not tell it.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Units">In units of money.</param>
/// <param name="Place">The row that tells it.</param>
/// <param name="Column">The column that tells the time.</param>
internal sealed record GivenSpend(string Channel, int First, int Last, long Units, RowPlace Place, string Column);
