using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Cohorts;

namespace CustomerMetrics.Engine.Metrics.Cohorts;

/// <summary>A cohort, or the average of all: its lines together, offset by offset.</summary>
internal sealed record CohortRow(CustomerSource Source, CohortQuery Query, DateTime AsOf, CohortQuestion Question, string Cohort, string? Group, DateTime Start, DateTime End, bool IsAverage, int FirstPeriod, IReadOnlyList<CohortLine> Lines)
{
    public IEnumerable<CohortCell> Cells()
    {
        var slots = Slots();
        var curves = CohortCurve.Of(Lines, Question, slots.Count).ToList();
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (CellAt(slot, slots[slot], curves) is { } cell)
            {
                yield return cell;
            }
        }
    }

    // The offsets that have begun for somebody.
    private List<OffsetBracket> Slots()
    {
        var last = Lines.Max(LastBegun);
        return Question.Brackets.Count > 0
            ? [.. Question.Brackets.Where(bracket => bracket.From <= last)]
            : [.. Enumerable.Range(0, last + 1).Select(offset => new OffsetBracket(offset, offset))];
    }

    // The offset after the last one that is over has not begun where it would begin with the as-of date.
    private int LastBegun(CohortLine line) => Question.Offset is CohortOffset.Calendar
        ? PeriodCalendar.OrdinalOf(Question.Period, Question.AsOf - 1) - line.Period
        : line.Done + (Question.Period is PeriodUnit.Day ? 0 : 1);

    private CohortCell? CellAt(int slot, OffsetBracket offsets, List<CohortCurve> curves)
    {
        // An average is of what will not change any more.
        var settled = offsets.To + (IsAverage && Question.IsRolling ? Query.Tail : 0);
        var (all, eligible) = (default(CohortPoint), default(CohortPoint));
        var isProvisional = false;
        foreach (var curve in curves)
        {
            var point = curve.At(slot);
            var isOver = curve.Line.Done >= settled;
            if (isOver)
            {
                eligible.Add(point, curve.Line);
                isProvisional |= Question.IsRolling && !IsAverage && curve.Line.Done - offsets.To < Query.Tail;
            }

            if (isOver || !IsAverage)
            {
                all.Add(point, curve.Line);
            }
        }

        if (IsAverage && all.Customers == 0)
        {
            return null;
        }

        var rate = CohortRate.Of(eligible, Query.Measure, offsets, Source.Contract is not null);
        return new()
        {
            Cohort = Cohort,
            Offset = offsets.From,
            Customers = all.Customers,
            Active = all.Active,
            Revenue = Money.ToDecimal(all.Value),
            Rate = rate.Rate,
            Low = rate.Interval?.Low,
            High = rate.Interval?.High,
            IsComplete = eligible.Customers == all.Customers,
            Group = Group,
            OffsetEnd = offsets.To,
            Eligible = eligible.Customers,
            Numerator = rate.Numerator,
            Denominator = rate.Denominator,
            Interval = rate.IntervalKind,
            Reason = rate.Reason,
            IsProvisional = isProvisional,
            IsAverage = IsAverage,
            Orders = all.Orders,
            RefundValue = Money.ToDecimal(all.Refunds),
            EarlierValue = offsets.From == 0 ? Money.ToDecimal(Lines.Where(line => !IsAverage || line.Done >= settled).Aggregate(Int128.Zero, (sum, line) => sum + line.Before.Value + line.Before.Refunds)) : 0,
            LeftEdge = Source.Contract is null && Lines.Any(line => line.Period == FirstPeriod),
            Start = Start,
            End = End,
            Unit = Query.Period,
            Measure = Query.Measure,
            Mode = Query.Mode,
            OffsetBy = Query.Offset,
            Tail = Query.Tail,
            CohortBy = Text(Query.CohortBy),
            GroupBy = Text(Query.GroupBy),
            AsOf = AsOf,
            TimeZone = Source.TimeZone,
            Currency = Source.Currency,
            Source = Source,
        };
    }

    private static string? Text(IReadOnlyList<string> columns) => columns.Count == 0 ? null : string.Join(", ", columns);
}
