using System.Collections.Generic;

namespace CustomerMetrics.Benchmarks;

/// <summary>Tables of one setting.</summary>
/// <param name="Setting">What was run.</param>
/// <param name="Ratios">The comparisons.</param>
/// <param name="Figures">What they are made of.</param>
/// <param name="Remark">What else the run has shown.</param>
internal sealed record Section(string Setting, IReadOnlyList<Ratio> Ratios, IReadOnlyList<Figure> Figures, string Remark);
