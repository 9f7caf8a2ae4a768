namespace CustomerMetrics.Benchmarks;

/// <summary>What travels from machine to machine: a ratio of neighbouring runs, or a figure with a target of its own.</summary>
internal sealed record Ratio(string Name, Spread Spread, Target? Target = null, string Format = "0.00")
{
    /// <summary>The same, of one kind of data.</summary>
    public Ratio Named(string kind) => this with { Name = $"{Name}: {kind}" };
}

/// <summary>What belongs to one machine.</summary>
internal sealed record Figure(string Name, Spread Spread, string Format);
