using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which ledger is asked of a source.</summary>
public sealed record LedgerQuery
{
    public PeriodUnit Period { get; init; } = PeriodUnit.Month;

    /// <summary>Null takes the rule of the source: Contract for subscriptions, else Period.</summary>
    public ActivityRule? ActivityRule { get; init; }

    /// <summary>The days of the window rule; required by it and refused without it.</summary>
    public int? WindowDays { get; init; }

    /// <summary>The periods between the opening and the close of a line. With more than one, lines overlap: each compares the customers of a period with the same ones later.</summary>
    public int Span { get; init; } = 1;

    /// <summary>The group columns; none asks for the whole.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>Leaves out the first so many periods, which only tell who was a customer before.</summary>
    public int? WarmUp { get; init; }

    /// <summary>Shows the periods that end after this date. History before it stays known.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Shows the periods that start before this date.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Shows the last so many periods, an open one included.</summary>
    public int? Last { get; init; }
}
