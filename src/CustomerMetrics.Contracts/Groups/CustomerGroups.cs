using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The groups of a source.</summary>
/// <param name="Groups">A record for each group and time, the sum of a time last.</param>
/// <param name="Warnings">What makes the groups doubtful.</param>
public sealed record CustomerGroups(IReadOnlyList<CustomerGroup> Groups, IReadOnlyList<string> Warnings);
