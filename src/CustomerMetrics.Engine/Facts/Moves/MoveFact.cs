using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Facts.Moves;

/// <summary>What a source answers when asked who moved between groups.</summary>
/// <param name="Ledger">The ledger whose openings and closes are compared.</param>
/// <param name="FirstStart">The first day of the first period.</param>
/// <param name="LastStart">The first day of the last one.</param>
/// <param name="Tiers">The money from which on each tier begins, in units, the best first; none asks for no tiers.</param>
internal sealed record MoveQuestion(LedgerQuestion Ledger, int FirstStart, int LastStart, IReadOnlyList<long> Tiers)
{
    /// <summary>What moves between groups; the rest is never at an end of a period.</summary>
    public static readonly PartKind[] Kinds = [PartKind.New, PartKind.Returned, PartKind.Kept, PartKind.Lost];

    /// <summary>The place of the tier of some money; that of those below all is the number of tiers.</summary>
    public int TierOf(Int128 units)
    {
        var tier = 0;
        while (tier < Tiers.Count && units < Tiers[tier])
        {
            tier++;
        }

        return tier;
    }
}

/// <summary>Where customers are from one end of a period to the other.</summary>
/// <param name="Start">The first day of the period.</param>
/// <param name="Kind">What they did.</param>
/// <param name="OpeningGroup">Null of those who were not there, and without groups.</param>
/// <param name="ClosingGroup">Null of those who are not there, and without groups.</param>
/// <param name="OpeningTier">Zero of those who were not there, and without tiers.</param>
/// <param name="ClosingTier">Zero of those who are not there, and without tiers.</param>
internal readonly record struct MoveCell(int Start, PartKind Kind, string? OpeningGroup, string? ClosingGroup, int OpeningTier, int ClosingTier);

/// <summary>A cell with its customers, and their money in units.</summary>
internal readonly record struct MoveLine(MoveCell Cell, long Customers, Int128 OpeningValue, Int128 ClosingValue)
{
    /// <summary>Lines in one order, whoever told them.</summary>
    public static IReadOnlyList<MoveLine> Ordered(IEnumerable<MoveLine> lines) =>
        [.. lines.OrderBy(line => (line.Cell.Start, line.Cell.Kind, line.Cell.OpeningTier, line.Cell.ClosingTier)).ThenBy(line => line.Cell.OpeningGroup ?? "", GroupNames.Order).ThenBy(line => line.Cell.ClosingGroup ?? "", GroupNames.Order)];
}
