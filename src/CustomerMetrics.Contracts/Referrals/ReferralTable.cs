namespace CustomerMetrics;

/// <summary>Who referred whom, and when. It is not enumerable, so that it passes a pipeline whole.</summary>
public abstract class ReferralTable
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    public required long Rows { get; init; }

    /// <summary>Rows that name nobody who was referred.</summary>
    public required long RowsWithoutReferred { get; init; }

    public required int Referrers { get; init; }
}
