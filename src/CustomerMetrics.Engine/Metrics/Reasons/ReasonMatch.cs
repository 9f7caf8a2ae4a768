using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>
/// Gives each reason to one movement of its customer, the first whose time it is dated in, and each movement one reason, the latest that was given to it.
/// </summary>
internal sealed class ReasonMatch
{
    private readonly ReasonScope scope;
    private readonly Dictionary<string, Candidate> candidates;

    public ReasonMatch(ReasonScope scope, IEnumerable<GivenReason> given)
    {
        this.scope = scope;
        candidates = given.GroupBy(reason => reason.CustomerId, StringComparer.Ordinal).ToDictionary(
            customer => customer.Key,
            customer => new Candidate([.. customer]),
            StringComparer.Ordinal);
    }

    /// <summary>Keeps a movement whose customer gave a reason at some time; false where there is none to look for.</summary>
    public bool TryKeep(int start, in LedgerMember member)
    {
        if (!candidates.TryGetValue(member.CustomerId, out var candidate))
        {
            return false;
        }

        candidate.Movements.Add((start, member));
        return true;
    }

    /// <summary>The movements that were kept, each with its reason, and the reasons that fit none.</summary>
    public (List<(int Start, LedgerMember Member, GivenReason? Reason)> Movements, List<GivenReason> Left) Resolve()
    {
        var movements = new List<(int, LedgerMember, GivenReason?)>();
        var left = new List<GivenReason>();
        foreach (var candidate in candidates.Values)
        {
            candidate.Movements.Sort((a, b) => a.Start.CompareTo(b.Start));
            var taken = new GivenReason?[candidate.Movements.Count];
            foreach (var reason in candidate.Given)
            {
                var place = candidate.Movements.FindIndex(movement => reason.Day >= scope.From(movement.Start) && reason.Day < scope.To(movement.Start));
                if (place < 0)
                {
                    left.Add(reason);
                }
                else if (taken[place] is not { } other || IsBetter(reason, other))
                {
                    taken[place] = reason;
                }
            }

            movements.AddRange(candidate.Movements.Select((movement, i) => (movement.Start, movement.Member, taken[i])));
        }

        return (movements, left);
    }

    // By what is in the rows, and not by where they stand, so that the order of rows changes nothing.
    public static bool IsBetter(GivenReason reason, GivenReason other) => reason.Day != other.Day
        ? reason.Day > other.Day
        : (string.CompareOrdinal(reason.Reason, other.Reason), string.CompareOrdinal(reason.Source, other.Source)) is ( < 0, _) or (0, < 0);

    private sealed record Candidate(IReadOnlyList<GivenReason> Given)
    {
        public List<(int Start, LedgerMember Member)> Movements { get; } = [];
    }
}
