using System.Collections.Generic;

namespace CustomerMetrics.Benchmarks;

/// <summary>A few bars of one unit.</summary>
internal sealed record Panel(string Title, string Unit, IReadOnlyList<Bar> Bars);

/// <param name="Name">Whose bar it is.</param>
/// <param name="Value">Its length.</param>
/// <param name="IsModule">Whether it is the module's.</param>
internal sealed record Bar(string Name, double Value, bool IsModule);
