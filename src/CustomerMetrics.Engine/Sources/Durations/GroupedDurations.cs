using System.Collections.Generic;
using CustomerMetrics.Engine.Models.Survival;

namespace CustomerMetrics.Engine.Sources.Durations;

/// <summary>Durations by group, in the order of the groups' names.</summary>
internal sealed class GroupedDurations : CustomerDurations
{
    public required IReadOnlyList<GroupedLifetimes> Groups { get; init; }
}
