namespace CustomerMetrics;

/// <summary>Those won back after so long a time.</summary>
public sealed record WinBackAge
{
    /// <summary>Whole months since the loss, from this many on.</summary>
    public required int FromMonths { get; init; }

    /// <summary>Below this many; null is without end.</summary>
    public int? ToMonths { get; init; }

    public required long Returned { get; init; }

    /// <summary>The part of all who were won back; null where nobody was.</summary>
    public double? Share { get; init; }

    public required decimal Value { get; init; }

    /// <summary>The age in short: 0-1, 24+.</summary>
    public override string ToString() => ToMonths is { } to ? $"{FromMonths}-{to}: {Returned}" : $"{FromMonths}+: {Returned}";
}
