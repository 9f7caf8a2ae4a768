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
        if (cell.Direction is MoveDirection.Dormant)
        {
            throw new CustomerMetricsException("MoveOfDormant", FailureKind.NotSupported, $"The customers who stay away in {cell.Period} do nothing that a ledger could list.", "Pipe the cells of (lost) of the periods before: they tell who left, and those of the row (dormant) who came back.");
        }

        var start = PeriodCalendar.Day(cell.Start);
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
}
