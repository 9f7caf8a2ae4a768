using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>Why customers were lost: the latest reason that each gave between the beginning and the loss, or a few days later.</summary>
internal sealed class LossReasons(IReadOnlyList<GivenReason> given, int withinDays)
{
    private readonly ILookup<string, GivenReason> ofCustomer = given.ToLookup(reason => reason.CustomerId, StringComparer.Ordinal);
    private long used;

    /// <summary>The reason of one who was lost; null where none is recorded.</summary>
    public string? Of(DurationLine line)
    {
        GivenReason? latest = null;
        foreach (var reason in ofCustomer[line.CustomerId!].Where(reason => reason.Day >= line.LossDay - line.Age && reason.Day <= (long)line.LossDay + withinDays))
        {
            used++;
            latest = latest is null || ReasonMatch.IsBetter(reason, latest) ? reason : latest;
        }

        return latest?.Reason;
    }

    /// <summary>What a reader should know of reasons that explain nothing; to be asked when all losses have been.</summary>
    public IEnumerable<string> Warnings(ReasonTable reasons)
    {
        if (given.Count == 0)
        {
            yield return $"{reasons.Name} holds no reason of the direction {ReasonDirection.Out} before the as-of date.";
        }
        else if (used < given.Count)
        {
            yield return Errors.Invariant($"{given.Count - used:#,0} of {given.Count:#,0} reasons {ReasonDirection.Out} explain no loss: their customers were not lost, or came later, or gave them after the first loss.");
        }
    }
}
