using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Moves;

/// <summary>The movements from columns: the parts of the ledger, added up by the groups of both ends.</summary>
internal sealed class MoveScan : ILedgerSink
{
    private readonly MoveQuestion question;
    private readonly int first;
    private readonly int last;
    private readonly Dictionary<Key, Sums> cells = [];

    // Who stands still, by what begins and what ends in each period.
    private readonly Dictionary<(int Group, int Tier), Sums[]> steady = [];

    private MoveScan(MoveQuestion question, PeriodCalendar calendar)
    {
        this.question = question;
        first = calendar.IndexOf(question.FirstStart);
        last = calendar.IndexOf(question.LastStart);
    }

    public static IReadOnlyList<MoveLine> Scan(RowColumns rows, MoveQuestion question, CancellationToken cancellationToken)
    {
        if (LedgerScan.FindCalendar(rows, question.Ledger) is not { } calendar)
        {
            return [];
        }

        var groups = GroupKeys.Create(rows, question.Ledger.GroupBy);
        var scans = CustomerRanges.Scan(rows, groups.Count, range => Scan(rows, question, calendar, groups, range, cancellationToken), cancellationToken);
        var scan = scans[0];
        foreach (var other in scans.Skip(1))
        {
            scan.Add(other);
        }

        return MoveLine.Ordered(scan.cells.Select(cell => new MoveLine(CellOf(cell.Key), cell.Value.Customers, cell.Value.OpeningValue, cell.Value.ClosingValue)));

        MoveCell CellOf(Key key) => new(
            calendar.Start(key.Period),
            key.Kind,
            key.Kind is PartKind.Kept or PartKind.Lost ? groups.Name(key.OpeningGroup) : null,
            key.Kind is PartKind.Lost ? null : groups.Name(key.ClosingGroup),
            key.OpeningTier,
            key.ClosingTier);
    }

    private static MoveScan Scan(RowColumns rows, MoveQuestion question, PeriodCalendar calendar, GroupKeys groups, CustomerRange range, CancellationToken cancellationToken)
    {
        var scan = new MoveScan(question, calendar);
        LedgerScan.Run(rows, question.Ledger, calendar, groups, scan, range, cancellationToken);
        scan.BookSteady();
        return scan;
    }

    [MethodImpl(Hot.Path)]
    public void Add(in LedgerPart part)
    {
        if (part.Period < first || part.Period > last || part.Kind is PartKind.Transient or PartKind.Outside)
        {
            return;
        }

        var opens = part.Kind is PartKind.Kept or PartKind.Lost;
        var closes = part.Kind is not PartKind.Lost;
        var key = new Key(part.Period, part.Kind, opens ? part.OpeningGroup : 0, closes ? part.ClosingGroup : 0, opens ? question.TierOf(part.OpeningValue) : 0, closes ? question.TierOf(part.ClosingValue) : 0);
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _);
        sums = new(sums.Customers + 1, sums.OpeningValue + part.OpeningValue, sums.ClosingValue + (closes ? part.ClosingValue : 0));
    }

    public void AddSteady(int customer, int from, int to, int group, Int128 value, Int128 rowValue)
    {
        from = Math.Max(from, first);
        to = Math.Min(to, last + 1);
        if (from >= to)
        {
            return;
        }

        var cell = (group, question.TierOf(value));
        if (!steady.TryGetValue(cell, out var changes))
        {
            steady.Add(cell, changes = new Sums[last - first + 2]);
        }

        changes[from - first] = changes[from - first].Plus(1, value);
        changes[to - first] = changes[to - first].Plus(-1, -value);
    }

    private void Add(MoveScan other)
    {
        foreach (var (key, found) in other.cells)
        {
            ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _);
            sums = new(sums.Customers + found.Customers, sums.OpeningValue + found.OpeningValue, sums.ClosingValue + found.ClosingValue);
        }
    }

    private void BookSteady()
    {
        foreach (var ((group, tier), changes) in steady)
        {
            var standing = default(Sums);
            for (var i = 0; i + 1 < changes.Length; i++)
            {
                standing = standing.Plus(changes[i].Customers, changes[i].OpeningValue);
                if (standing.Customers > 0)
                {
                    ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, new Key(first + i, PartKind.Kept, group, group, tier, tier), out _);
                    sums = sums.Plus(standing.Customers, standing.OpeningValue);
                }
            }
        }
    }

    private readonly record struct Key(int Period, PartKind Kind, int OpeningGroup, int ClosingGroup, int OpeningTier, int ClosingTier);

    private readonly record struct Sums(long Customers, Int128 OpeningValue, Int128 ClosingValue)
    {
        public Sums Plus(long customers, Int128 value) => new(Customers + customers, OpeningValue + value, ClosingValue + value);
    }
}
