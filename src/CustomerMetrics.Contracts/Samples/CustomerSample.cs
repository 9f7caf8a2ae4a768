namespace CustomerMetrics;

/// <summary>A sample written to a file, with the process it was drawn from.</summary>
public sealed record CustomerSample
{
    public required string Path { get; init; }

    public required long Rows { get; init; }

    public required SampleProcess Process { get; init; }
}
