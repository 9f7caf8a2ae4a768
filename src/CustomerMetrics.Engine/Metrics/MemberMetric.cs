using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>The customers behind a cell: the same parts that the ledger adds up, so that their counts and sums are the cell's.</summary>
internal static class MemberMetric
{
    public static IEnumerable<CustomerMember> Compute(CustomerSource source, MemberQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.Ledger.AsOf ?? source.AsOf;
        var question = LedgerMetric.QuestionOf(source, query.Ledger, asOf);
        return CustomerFacts.Members(source, question, PeriodCalendar.Day(query.Start), cancellationToken)
            .Select(part => (Part: part, Movement: MovementOf(part, query)))
            .Where(member => member.Movement is { } movement && (query.Movements.Count == 0 || query.Movements.Any(asked => Includes(asked, movement, member.Part))))
            .Select(member => ToMember(member.Part, member.Movement!.Value, query, asOf, source.Currency));
    }

    // Null for a customer of another group.
    private static CustomerMovement? MovementOf(LedgerMember part, MemberQuery query)
    {
        var isGrouped = query.Ledger.GroupBy.Count > 0;
        var opened = !isGrouped || part.OpeningGroup == query.Group;
        var closed = !isGrouped || part.ClosingGroup == query.Group;
        return part.Kind switch
        {
            PartKind.Kept when opened && closed => CustomerMovement.Kept,
            PartKind.Kept when opened => CustomerMovement.MovedOut,
            PartKind.Kept when closed => CustomerMovement.MovedIn,
            PartKind.Lost when opened => CustomerMovement.Lost,
            PartKind.New when closed => CustomerMovement.New,
            PartKind.Returned when closed => CustomerMovement.Returned,
            PartKind.Transient when closed => CustomerMovement.Transient,
            PartKind.Outside when closed => CustomerMovement.Outside,
            _ => null,
        };
    }

    private static bool Includes(CustomerMovement asked, CustomerMovement movement, LedgerMember part)
    {
        var fromOpening = movement is CustomerMovement.Kept or CustomerMovement.MovedOut;
        return asked == movement || asked switch
        {
            CustomerMovement.Opening => fromOpening || movement is CustomerMovement.Lost,
            CustomerMovement.Closing => movement is CustomerMovement.Kept or CustomerMovement.MovedIn or CustomerMovement.New or CustomerMovement.Returned,
            CustomerMovement.Expansion => fromOpening && part.ClosingValue - part.FxEffect > part.OpeningValue,
            CustomerMovement.Contraction => fromOpening && part.ClosingValue - part.FxEffect < part.OpeningValue,
            CustomerMovement.Interrupted => part.IsInterrupted && movement is not CustomerMovement.MovedOut,
            CustomerMovement.Undecided => part.IsUndecided && movement is not CustomerMovement.MovedOut,
            _ => false,
        };
    }

    private static CustomerMember ToMember(LedgerMember part, CustomerMovement movement, MemberQuery query, DateTime asOf, string? currency) => new()
    {
        CustomerId = part.CustomerId,
        Movement = movement,
        Period = query.Period,
        Group = query.Group,
        OtherGroup = movement switch
        {
            CustomerMovement.MovedIn => part.OpeningGroup,
            CustomerMovement.MovedOut => part.ClosingGroup,
            _ => null,
        },
        OpeningValue = Money.ToDecimal(part.OpeningValue),
        ClosingValue = Money.ToDecimal(part.ClosingValue),
        Change = Money.ToDecimal(part.ClosingValue - part.OpeningValue),
        FxEffect = Money.ToDecimal(part.FxEffect),
        AsOf = asOf,
        Currency = currency,
    };
}
