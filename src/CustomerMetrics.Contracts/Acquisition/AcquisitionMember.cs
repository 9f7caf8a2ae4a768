using System;

namespace CustomerMetrics;

/// <summary>A customer behind a line of a return on acquisition: one who first came, or who came back.</summary>
public sealed record AcquisitionMember
{
    public required string CustomerId { get; init; }

    public required AcquisitionKind Kind { get; init; }

    /// <summary>The channel on the day of <see cref="Since"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>The period of that day.</summary>
    public required string Cohort { get; init; }

    /// <summary>The day of the first activity, of a win-back that of the return.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Days with an activity from then on, of a win-back up to the next return.</summary>
    public required long Orders { get; init; }

    /// <summary>The margin of that time.</summary>
    public required decimal Value { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }
}
