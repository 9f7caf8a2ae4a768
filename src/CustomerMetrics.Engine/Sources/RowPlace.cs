namespace CustomerMetrics.Engine.Sources;

/// <summary>Where a row stands: a line of a file, or a row that came through a pipeline.</summary>
/// <param name="Name">What messages call the source.</param>
/// <param name="Source">The full path, or the name again.</param>
/// <param name="Unit">"line" or "row".</param>
/// <param name="Number">Counted from one.</param>
internal readonly record struct RowPlace(string Name, string Source, string Unit, long Number)
{
    /// <summary>What an error record points at.</summary>
    public string Target => Errors.Invariant($"{Source}:{Number}");

    public override string ToString() => Errors.Invariant($"{Name}, {Unit} {Number}");
}
