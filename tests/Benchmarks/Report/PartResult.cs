using System.Collections.Generic;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a part found.</summary>
/// <param name="Title">What the part is about.</param>
/// <param name="Sections">Its tables.</param>
/// <param name="Panels">Its place in the chart.</param>
internal sealed record PartResult(string Title, IReadOnlyList<Section> Sections, IReadOnlyList<Panel> Panels)
{
    /// <summary>Date, machine and versions.</summary>
    public string Run { get; init; } = "";
}
