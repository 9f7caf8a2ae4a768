namespace CustomerMetrics;

/// <summary>What a new customer cost in one industry, as published, and a cost that is held against it.</summary>
public sealed record AcquisitionBenchmark
{
    public required string Industry { get; init; }

    /// <summary>The published cost of acquiring a customer.</summary>
    public required decimal Cost { get; init; }

    /// <summary>The currency of <see cref="Cost"/>.</summary>
    public required string Currency { get; init; }

    /// <summary>The year of its money.</summary>
    public required int Year { get; init; }

    /// <summary>The channel of the record that is compared.</summary>
    public string? Channel { get; init; }

    /// <summary>The cohort of the record that is compared.</summary>
    public string? Cohort { get; init; }

    /// <summary>The cost that is held against it.</summary>
    public decimal? Compared { get; init; }

    /// <summary><see cref="Compared"/> less <see cref="Cost"/>; null between two currencies.</summary>
    public decimal? Difference { get; init; }

    /// <summary><see cref="Compared"/> by <see cref="Cost"/>; null between two currencies.</summary>
    public double? Ratio { get; init; }

    public required string Source { get; init; }

    public required string Note { get; init; }
}
