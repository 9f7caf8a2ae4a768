using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Moves;

namespace CustomerMetrics.Engine.Metrics.Moves;

/// <summary>The customers behind a cell of a migration matrix: the parts that the cell adds up.</summary>
internal static class MoveMemberMetric
{
    public static IEnumerable<MoveMember> Compute(CustomerSource source, MoveMemberQuery query, CancellationToken cancellationToken)
    {
        var cell = query.Cell;
        var start = PeriodCalendar.Day(cell.Start);
        if (cell.Direction is MoveDirection.Dormant)
        {
            return Dormant(source, query, start, cancellationToken);
        }

        var question = MovePlan.QuestionOf(LedgerMetric.QuestionOf(source, query.Moves.Ledger, cell.AsOf), query.Moves, start, start);
        var plan = MovePlan.Of(query.Moves, []);
        return CustomerFacts.Members(source, question.Ledger, start, cancellationToken)
            .Where(member => MoveQuestion.Kinds.Contains(member.Kind))
            .Select(member => (Member: member, Cell: CellOf(member)))
            .Where(one => plan.FromOf(one.Cell) == cell.From && plan.ToOf(one.Cell) == cell.To)
            .Select(one => new MoveMember
            {
                CustomerId = one.Member.CustomerId,
                From = cell.From,
                To = cell.To,
                OpeningValue = Money.ToDecimal(one.Member.OpeningValue),
                ClosingValue = Money.ToDecimal(one.Member.ClosingValue),
                Change = Money.ToDecimal(one.Member.ClosingValue - one.Member.OpeningValue),
                Period = cell.Period,
                AsOf = cell.AsOf,
                Currency = source.Currency,
            });

        MoveCell CellOf(LedgerMember member) => new(start, member.Kind, member.OpeningGroup, member.ClosingGroup, question.TierOf(member.OpeningValue), question.TierOf(member.ClosingValue));
    }

    // They do nothing in the period that a ledger could list: they left before it, and are not there at its close.
    private static List<MoveMember> Dormant(CustomerSource source, MoveMemberQuery query, int start, CancellationToken cancellationToken)
    {
        var cell = query.Cell;
        var question = LedgerMetric.QuestionOf(source, query.Moves.Ledger with { GroupBy = [] }, cell.AsOf);
        var first = CustomerFacts.Ledger(source, question, cancellationToken).Calendar!.Start(0);
        var latest = new Dictionary<string, (int Start, bool IsAway)>(StringComparer.Ordinal);
        CustomerFacts.Movements(
            source,
            question,
            new(first, start, [PartKind.Lost, PartKind.Returned, PartKind.Transient]),
            (int period, in LedgerMember member) =>
            {
                var isAway = member.Kind is not PartKind.Returned;
                var known = latest.GetValueOrDefault(member.CustomerId, (Start: -1, IsAway: false));
                if (period < start ? period > known.Start : !isAway)
                {
                    latest[member.CustomerId] = (period, isAway);
                }
            },
            cancellationToken);
        var away = latest.Where(customer => customer.Value.IsAway).Select(customer => customer.Key).ToList();
        return away.Count != cell.Customers
            ? throw Errors.MoveCheckFailed(cell.Period, away.Count - cell.Customers, 0)
            : away.ConvertAll(customer => new MoveMember
            {
                CustomerId = customer,
                From = cell.From,
                To = cell.To,
                OpeningValue = 0,
                ClosingValue = 0,
                Change = 0,
                Period = cell.Period,
                AsOf = cell.AsOf,
                Currency = source.Currency,
            });
    }
}
