using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Moves;
using CustomerMetrics.Engine.Metrics.Groups;

namespace CustomerMetrics.Engine.Metrics.Moves;

/// <summary>What groups there are, what they are called, and which movement goes up.</summary>
internal sealed class MovePlan
{
    private readonly TierScale? tiers;
    private readonly Dictionary<string, int> places;

    private MovePlan(TierScale? tiers, IReadOnlyList<string> groups)
    {
        this.tiers = tiers;
        Groups = groups;
        places = groups.Select((group, place) => (group, place)).ToDictionary(one => one.group, one => one.place, StringComparer.Ordinal);
    }

    /// <summary>Tiers the best first, else by name.</summary>
    public IReadOnlyList<string> Groups { get; }

    public bool IsOrdered => tiers is not null;

    public string? Tiers => tiers is null ? null : string.Join(" > ", tiers.Names.SkipLast(1));

    public static MovePlan Of(MoveQuery query, IEnumerable<CustomerLedgerEntry> entries)
    {
        if (query.Tiers.Count > 0)
        {
            var scale = new TierScale(query.Tiers);
            return new(scale, scale.Names);
        }

        var groups = GroupNames.Of(entries.Select(entry => entry.Group), isGrouped: true).Names.Select(name => name!).ToList();
        return groups.Find(group => group is CustomerMove.New or CustomerMove.Dormant or CustomerMove.Lost) is { } reserved
            ? throw new CustomerMetricsException("MoveGroupReserved", FailureKind.InvalidData, $"A group is called '{reserved}', as is a row or column of every migration matrix.", "Give the group another name in the data.")
            : new(null, groups);
    }

    public static MoveQuestion QuestionOf(LedgerQuestion ledger, MoveQuery query, int firstStart, int lastStart) => new(ledger, firstStart, lastStart, query.Tiers.Count == 0 ? [] : new TierScale(query.Tiers).Thresholds);

    /// <summary>The row of a cell.</summary>
    public string FromOf(MoveCell cell) => cell.Kind switch
    {
        PartKind.New => CustomerMove.New,
        PartKind.Returned => CustomerMove.Dormant,
        _ => tiers is null ? cell.OpeningGroup! : tiers.Names[cell.OpeningTier],
    };

    /// <summary>The column of a cell.</summary>
    public string ToOf(MoveCell cell) => cell.Kind is PartKind.Lost ? CustomerMove.Lost : tiers is null ? cell.ClosingGroup! : tiers.Names[cell.ClosingTier];

    public MoveDirection DirectionOf(PartKind kind, string from, string to) => kind switch
    {
        PartKind.New => MoveDirection.New,
        PartKind.Returned => MoveDirection.Returned,
        PartKind.Lost => MoveDirection.Lost,
        _ when from == to => MoveDirection.Same,
        _ when !IsOrdered => MoveDirection.Moved,
        _ => places[to] < places[from] ? MoveDirection.Up : MoveDirection.Down,
    };

    /// <summary>Groups first, then who comes from nowhere or goes there.</summary>
    public int PlaceOf(string name) => places.TryGetValue(name, out var place) ? place : name is CustomerMove.New ? Groups.Count : name is CustomerMove.Dormant ? Groups.Count + 2 : Groups.Count + 1;
}
