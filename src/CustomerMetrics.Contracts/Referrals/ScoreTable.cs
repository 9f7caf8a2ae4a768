namespace CustomerMetrics;

/// <summary>Answers to the question how likely it is that somebody would recommend, from 0 to 10. It is not enumerable, so that it passes a pipeline whole.</summary>
public abstract class ScoreTable
{
    /// <summary>The name that footnotes use: file names, or what the rows came from.</summary>
    public required string Name { get; init; }

    public required long Rows { get; init; }
}
