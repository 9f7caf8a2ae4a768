using System;

namespace CustomerMetrics;

/// <summary>A renewal opportunity of a customer, and what became of it.</summary>
public sealed record RenewalMember
{
    public required string CustomerId { get; init; }

    public required RenewalOutcome Outcome { get; init; }

    /// <summary>The first day of the term; of several that end together, the earliest.</summary>
    public required DateTime TermStart { get; init; }

    /// <summary>The first day after it.</summary>
    public required DateTime TermEnd { get; init; }

    /// <summary>The first day of what replaced it, however early; of an undecided one as far as seen.</summary>
    public DateTime? RenewedOn { get; init; }

    public required decimal OldValue { get; init; }

    public required decimal NewValue { get; init; }

    public required string Period { get; init; }

    public string? Group { get; init; }

    /// <summary>The contract, where a column told them apart.</summary>
    public string? Contract { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
