using System.Globalization;
using System.Linq;

namespace CustomerMetrics;

/// <summary>
/// Where one score ends and the next begins, in ascending order: a value belongs above a cut when it is not less than it. The fewer the days of recency, the
/// higher is the score.
/// </summary>
public sealed record SegmentCuts
{
    /// <summary>Days since the last activity.</summary>
    public required decimal[] Recency { get; init; }

    /// <summary>Empty where each score of recency has its own.</summary>
    public required decimal[] Frequency { get; init; }

    /// <summary>Empty where each score of recency and frequency has its own.</summary>
    public required decimal[] Monetary { get; init; }

    /// <summary>Under Nested, the cuts within the scores; else empty.</summary>
    public SegmentNestedCut[] Nested { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Nested.Length > 0 ? $"Recency {Text(Recency)}; nested within" : $"Recency {Text(Recency)}; Frequency {Text(Frequency)}; Monetary {Text(Monetary)}";

    private static string Text(decimal[] cuts) => string.Join(", ", cuts.Select(cut => cut.ToString("0.####", CultureInfo.InvariantCulture)));
}
