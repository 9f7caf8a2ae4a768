using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>The customers of a group, those followed alike put together.</summary>
/// <param name="Group">Null where nobody asked for groups.</param>
/// <param name="Lifetimes">Each kind once.</param>
internal sealed record GroupedLifetimes(string? Group, IReadOnlyCollection<Lifetime> Lifetimes)
{
    /// <summary>Of the lost, those who came back later; null where nobody can know.</summary>
    public long? CameBack { get; init; }

    /// <summary>Those who may be older than they look.</summary>
    public long Early { get; init; }
}
