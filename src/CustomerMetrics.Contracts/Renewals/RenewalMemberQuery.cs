using System;

namespace CustomerMetrics;

/// <summary>The renewal rate whose customers are asked for.</summary>
public sealed record RenewalMemberQuery
{
    public required RenewalQuery Renewals { get; init; }

    public required string Period { get; init; }

    /// <summary>The first day of the period.</summary>
    public required DateTime Start { get; init; }

    public string? Group { get; init; }
}
