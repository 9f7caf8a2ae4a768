namespace CustomerMetrics;

/// <summary>The stages of the customers' journey, the effort that goes into each, and the reasons that come from it. It is not enumerable, so that it passes a pipeline whole.</summary>
public abstract class StageTable
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    /// <summary>The stages, in the order of their rows.</summary>
    public required string[] Stages { get; init; }

    /// <summary>Whether efforts are ratings (weak, mediocre, strong), not costs.</summary>
    public required bool IsRated { get; init; }
}
