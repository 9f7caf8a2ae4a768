using System;
using System.Collections.Generic;
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
        var book = new LedgerBook(calendar.Count, groups.Count);
        var cameBack = Run(rows, question, calendar, groups, book, book, cancellationToken);
        return new LedgerFact(calendar, book.ToLines(groups.Names, groups.IsGrouped), calendar.FirstDay, cameBack);
    }

    /// <summary>The parts of the customers in one period.</summary>
    public static IEnumerable<LedgerMember> Members(RowColumns rows, LedgerQuestion question, int startOfPeriod, CancellationToken cancellationToken)
    {
        if (FindCalendar(rows, question) is not { } calendar || startOfPeriod >= question.AsOf || calendar.IndexOf(startOfPeriod) is not (>= 0 and var period))
        {
            return [];
        }

        var groups = GroupKeys.Create(rows, question.GroupBy);
        var members = new MemberList(rows, groups, period);
        Run(rows, question, calendar, groups, members, null, cancellationToken);
        return members.Members;
    }

    private static double? Run(RowColumns rows, LedgerQuestion question, PeriodCalendar calendar, GroupKeys groups, ILedgerSink sink, LedgerBook? dated, CancellationToken cancellationToken)
    {
        DatedLossBook losses;
        switch (question.ActivityRule)
        {
            case ActivityRule.Period:
                new PeriodRuleScan(rows, question, calendar, groups, sink).Run(cancellationToken);
                return null;
            case ActivityRule.Window:
                var window = new WindowRuleScan(rows, question, calendar, groups, sink);
                window.Run(cancellationToken);
                losses = window.Dated;
                break;
            default:
                var contract = new ContractRuleScan(rows, question.Contract!, question, calendar, groups, sink);
                contract.Run(cancellationToken);
                losses = contract.Dated;
                break;
        }

        if (dated is not null)
        {
            losses.AddTo(dated, groups.IsGrouped);
        }

        return losses.CameBackShare;
    }

    private static PeriodCalendar? FindCalendar(RowColumns rows, LedgerQuestion question)
    {
        var first = int.MaxValue;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            var days = rows.DaysOf(customer);
            first = days.IsEmpty ? first : Math.Min(first, days[0]);
        }

        return first < question.AsOf ? new PeriodCalendar(question.Period, first, question.AsOf - 1) : null;
    }

    private sealed class MemberList(RowColumns rows, GroupKeys groups, int period) : ILedgerSink
    {
        public List<LedgerMember> Members { get; } = [];

        public void Add(in LedgerPart part)
        {
            // A part may stand for rows alone, such as refunds kept apart.
            if (part.Period == period && (part.Kind is not PartKind.Outside || part.ClosingValue != 0))
            {
                Members.Add(new(rows.CustomerIds.GetName(part.Customer), part.Kind, groups.Name(part.OpeningGroup), groups.Name(part.ClosingGroup), part.OpeningValue, part.ClosingValue, part.FxEffect, part.IsInterrupted, part.IsUndecided));
            }
        }

        public void AddSteady(int customer, int from, int to, int group, System.Int128 value, System.Int128 rowValue)
        {
            if (from <= period && period < to)
            {
                Add(new(customer, period, PartKind.Kept, group, group, value, value) { RowValue = rowValue });
            }
        }
    }
}
