using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The ledger fact from columns, and the members behind it: one pass over the customers for either.</summary>
internal static class LedgerScan
{
    public static LedgerFact Scan(RowColumns rows, LedgerQuestion question, CancellationToken cancellationToken)
    {
        if (FindCalendar(rows, question) is not { } calendar)
        {
            return new LedgerFact(null, [], question.AsOf, null);
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var parts = CustomerRanges.Scan(rows, (long)groups.Count * (question.AsOf - calendar.FirstDay), range => Book(rows, question, calendar, groups, range, cancellationToken), cancellationToken);
        var (book, losses) = parts[0];
        foreach (var (other, otherLosses) in parts.Skip(1))
        {
            book.Add(other);
            losses?.Add(otherLosses!);
        }

        losses?.AddTo(book, groups.IsGrouped);
        return new LedgerFact(calendar, book.ToLines(groups.Names, groups.IsGrouped), calendar.FirstDay, losses?.CameBackShare);
    }

    /// <summary>The parts of the customers in one period.</summary>
    public static IEnumerable<LedgerMember> Members(RowColumns rows, LedgerQuestion question, int startOfPeriod, CancellationToken cancellationToken)
    {
        var members = new List<LedgerMember>();
        Movements(rows, question, new(startOfPeriod, startOfPeriod, []), (int _, in LedgerMember member) => members.Add(member), cancellationToken);
        return members;
    }

    /// <summary>The parts of the customers in a range of periods, a customer at a time.</summary>
    public static void Movements(RowColumns rows, LedgerQuestion question, MovementRange range, MovementTaker take, CancellationToken cancellationToken)
    {
        if (FindCalendar(rows, question) is { } calendar)
        {
            var groups = GroupKeys.Create(rows, question.GroupBy);
            Run(rows, question, calendar, groups, new MemberSink(rows, groups, calendar, range, take), CustomerRanges.All(rows), cancellationToken);
        }
    }

    /// <summary>Hands the parts that some customers have in all periods to a sink.</summary>
    /// <returns>What is known of single days; null where losses have no date.</returns>
    public static DatedLossBook? Run(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink, CustomerRange range, CancellationToken cancellationToken)
    {
        switch (question.ActivityRule)
        {
            case ActivityRule.Period:
                new PeriodRuleScan(rows, question, calendar, groups, sink).Run(range, cancellationToken);
                return null;
            case ActivityRule.Window:
                var window = new WindowRuleScan(rows, question, calendar, groups, sink);
                window.Run(range, cancellationToken);
                return window.Dated;
            default:
                var contract = new ContractRuleScan(rows, question.Contract!, question, calendar, groups, sink);
                contract.Run(range, cancellationToken);
                return contract.Dated;
        }
    }

    private static (LedgerBook Book, DatedLossBook? Losses) Book(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, CustomerRange range, CancellationToken cancellationToken)
    {
        var book = new LedgerBook(calendar.Count, groups.Count);
        return (book, Run(rows, question, calendar, groups, book, range, cancellationToken));
    }

    public static PeriodCalendar? FindCalendar(RowColumns rows, LedgerQuestion question) =>
        rows.FindFirstDay() is { } first && first < question.AsOf ? new PeriodCalendar(question.Period, first, question.AsOf - 1) : null;

    private sealed class MemberSink(RowColumns rows, GroupKeys groups, PeriodCalendar calendar, MovementRange range, MovementTaker take) : ILedgerSink
    {
        private readonly int first = calendar.IndexOf(range.FirstStart);
        private readonly int last = calendar.IndexOf(range.LastStart);
        private int customer = -1;
        private string name = "";

        public void Add(in LedgerPart part)
        {
            // A part may stand for rows alone, such as refunds kept apart.
            if (part.Period < first || part.Period > last || (part.Kind is PartKind.Outside && part.ClosingValue == 0) || (range.Kinds.Count > 0 && !range.Kinds.Contains(part.Kind)))
            {
                return;
            }

            if (part.Customer != customer)
            {
                customer = part.Customer;
                name = rows.CustomerIds.GetName(customer);
            }

            take(calendar.Start(part.Period), new(name, part.Kind, groups.Name(part.OpeningGroup), groups.Name(part.ClosingGroup), part.OpeningValue, part.ClosingValue, part.FxEffect, part.IsInterrupted, part.IsUndecided));
        }

        public void AddSteady(int customer, int from, int to, int group, System.Int128 value, System.Int128 rowValue)
        {
            for (var period = System.Math.Max(from, first); period < to && period <= last; period++)
            {
                Add(new(customer, period, PartKind.Kept, group, group, value, value) { RowValue = rowValue });
            }
        }
    }
}
