using System;

namespace CustomerMetrics;

/// <summary>A customer behind a cell of the ledger, with the money before and after.</summary>
public sealed record CustomerMember
{
    public required string CustomerId { get; init; }

    public required CustomerMovement Movement { get; init; }

    public required string Period { get; init; }

    public string? Group { get; init; }

    /// <summary>For a move, the group at the other end.</summary>
    public string? OtherGroup { get; init; }

    public required decimal OpeningValue { get; init; }

    /// <summary>Of transients and outsiders, their money in TransientValue and OutsideValue.</summary>
    public required decimal ClosingValue { get; init; }

    public required decimal Change { get; init; }

    /// <summary>The part of the change that exchange rates made.</summary>
    public decimal FxEffect { get; init; }

    /// <summary>Where reasons were asked for: the one that the customer gave, its day and where it was told.</summary>
    public string? Reason { get; init; }

    public DateTime? ReasonDate { get; init; }

    public string? ReasonSource { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
