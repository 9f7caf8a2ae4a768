using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>Adds parts up to lines, one for each period and group that has any.</summary>
internal sealed class LedgerBook(int periods, int groups) : ILedgerSink
{
    private const long MaxLines = 20_000_000;

    private readonly LedgerLine?[] lines = (long)periods * groups <= MaxLines ? new LedgerLine?[periods * groups] : throw new CustomerMetricsException(
        "TooManyGroups",
        FailureKind.LimitExceeded,
        Errors.Invariant($"{periods:#,0} periods of {groups:#,0} groups are too many lines for a ledger."),
        "Group by a column with fewer values, or ask for longer periods.");

    // What begins to stand still in a period and what ends to, group by group; null while nobody does.
    private SteadyChange[]? steady;

    public int Periods => periods;

    public int Groups => groups;

    /// <summary>The line of a period and group; null where nothing happened.</summary>
    public LedgerLine? Find(int period, int group) => lines[(period * groups) + group];

    [MethodImpl(Hot.Path)]
    public LedgerLine Get(int period, int group) => lines[(period * groups) + group] ??= new LedgerLine();

    /// <summary>Takes a line that a database has added up.</summary>
    public void Put(int period, int group, LedgerLine line) => lines[(period * groups) + group] = line;

    /// <summary>The lines by period and group; the whole has one for each period, a group where it has any.</summary>
    public List<LedgerFactLine> ToLines(IReadOnlyList<string?> names, bool isGrouped)
    {
        BookSteady();
        var found = new List<LedgerFactLine>();
        for (var period = 0; period < periods; period++)
        {
            for (var group = 0; group < groups; group++)
            {
                if ((isGrouped ? Find(period, group) : Get(period, group)) is { } line)
                {
                    found.Add(new(period, names[group], line));
                }
            }
        }

        return found;
    }

    public void AddSteady(int customer, int from, int to, int group, Int128 value, Int128 rowValue)
    {
        steady ??= new SteadyChange[(periods + 1) * groups];
        steady[(from * groups) + group].Add(value, rowValue, 1);
        steady[(to * groups) + group].Add(value, rowValue, -1);
    }

    /// <summary>Takes what a database has added up of those who begin and end to stand still in a period.</summary>
    public void AddSteady(int period, int group, in SteadyChange change)
    {
        steady ??= new SteadyChange[(periods + 1) * groups];
        steady[(period * groups) + group].Add(change);
    }

    /// <summary>Adds what other customers did; sums are exact, so their order is of no matter.</summary>
    public void Add(LedgerBook other)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (other.lines[i] is { } line)
            {
                (lines[i] ??= new()).Add(line);
            }
        }

        if (other.steady is { } changes)
        {
            steady ??= new SteadyChange[changes.Length];
            for (var i = 0; i < changes.Length; i++)
            {
                steady[i].Add(changes[i]);
            }
        }
    }

    /// <summary>Adds those who stand still to the lines of their periods.</summary>
    public void BookSteady()
    {
        if (steady is null)
        {
            return;
        }

        var standing = new SteadyChange[groups];
        for (var period = 0; period < periods; period++)
        {
            for (var group = 0; group < groups; group++)
            {
                standing[group].Add(steady[(period * groups) + group]);
                if (standing[group].Customers > 0 || standing[group].Outsiders > 0)
                {
                    Get(period, group).AddSteady(standing[group]);
                }
            }
        }

        steady = null;
    }

    [MethodImpl(Hot.Path)]
    public void Add(in LedgerPart part)
    {
        var line = Get(part.Period, part.Kind is PartKind.Lost ? part.OpeningGroup : part.ClosingGroup);
        switch (part.Kind)
        {
            case PartKind.New:
                line.AddNew(part.ClosingValue);
                break;
            case PartKind.Returned:
                line.AddReturned(part.ClosingValue);
                break;
            case PartKind.Kept when part.OpeningGroup != part.ClosingGroup:
                Get(part.Period, part.OpeningGroup).AddMovedOut(part.OpeningValue, part.ClosingValue, part.FxEffect);
                line.AddMovedIn(part.ClosingValue);
                break;
            case PartKind.Kept:
                line.AddKept(part.OpeningValue, part.ClosingValue, part.FxEffect);
                break;
            case PartKind.Lost:
                line.AddLost(part.OpeningValue);
                break;
            case PartKind.Transient:
                line.AddTransient(part.ClosingValue);
                break;
            default:
                line.AddOutside(part.ClosingValue);
                break;
        }

        line.AddRows(part.RowValue, part.RefundValue, part.PeriodValue);
        line.AddMarks(part.IsInterrupted, part.IsUndecided);
    }
}
