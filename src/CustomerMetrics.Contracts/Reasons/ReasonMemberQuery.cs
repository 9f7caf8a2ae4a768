using System;

namespace CustomerMetrics;

/// <summary>Which customers of a period are asked for: those of one line of reasons.</summary>
public sealed record ReasonMemberQuery
{
    /// <summary>What the line was asked for with; its range of periods and its top do not matter.</summary>
    public required ReasonQuery Reasons { get; init; }

    public required string Period { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateTime Start { get; init; }

    public string? Group { get; init; }

    public required CustomerMovement Movement { get; init; }

    public required ReasonKind Kind { get; init; }

    /// <summary>The reasons of the line; none where no reason is recorded.</summary>
    public string[] Named { get; init; } = [];
}
