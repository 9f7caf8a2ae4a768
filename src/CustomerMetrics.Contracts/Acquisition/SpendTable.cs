namespace CustomerMetrics;

/// <summary>What was spent on winning customers, by channel and time. It is not enumerable, so that it passes a pipeline whole.</summary>
public abstract class SpendTable
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    public required long Rows { get; init; }

    /// <summary>The channels, in the order of their names.</summary>
    public required string[] Channels { get; init; }

    /// <summary>The sum of all rows.</summary>
    public required decimal Spend { get; init; }
}
