using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The win-backs asked for, and what a reader should be told about them.</summary>
public sealed record CustomerWinBacks(IReadOnlyList<CustomerWinBack> Periods, IReadOnlyList<string> Warnings);
