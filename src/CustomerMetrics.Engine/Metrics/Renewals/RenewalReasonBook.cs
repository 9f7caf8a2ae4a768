using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Renewals;

/// <summary>
/// The decided terms by reason: those of the direction Out explain lost ones, those of the direction Stay renewed ones. A reason belongs to the first such
/// term of its customer that it is dated in, from the start to the last day of the grace, and a term has the latest of its reasons.
/// </summary>
internal sealed class RenewalReasonBook
{
    private readonly Dictionary<(int Period, string Group, RenewalOutcome Outcome), Dictionary<string, Sum>> pages = [];

    /// <param name="source">Where the terms are.</param>
    /// <param name="question">Which terms.</param>
    /// <param name="last">The last period that is shown.</param>
    /// <param name="reasons">The reasons.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public RenewalReasonBook(CustomerSource source, RenewalQuestion question, int last, ReasonTable reasons, CancellationToken cancellationToken)
    {
        var given = ((ReasonList)reasons).Given
            .Where(reason => reason.Day < question.AsOf && reason.Direction is ReasonDirection.Out or ReasonDirection.Stay)
            .ToLookup(reason => (reason.CustomerId, reason.Direction));
        var explained = new Dictionary<(string Customer, ReasonDirection Direction), List<RenewalFactMember>>();

        // A reason may belong to a term before those that are shown, and is then no reason of these.
        foreach (var member in CustomerFacts.RenewalMembers(source, question, 0, last, cancellationToken).Where(member => question.IsDecided(member.End)))
        {
            var key = (member.CustomerId, DirectionOf(member));
            if (!given.Contains(key))
            {
                Add(question, member, null);
            }
            else if (explained.TryGetValue(key, out var members))
            {
                members.Add(member);
            }
            else
            {
                explained.Add(key, [member]);
            }
        }

        foreach (var (key, members) in explained)
        {
            Match(question, [.. members.OrderBy(member => (member.End, member.Start))], given[key]);
        }
    }

    /// <summary>What is not recorded first, then the reasons by their number, their money and their name.</summary>
    public IEnumerable<RenewalReason> Of(RenewalLine line) => new[] { (RenewalOutcome.Lost, line.Lost), (RenewalOutcome.Renewed, line.Renewed) }.SelectMany(outcome => Of(line, outcome.Item1, outcome.Item2));

    private static ReasonDirection DirectionOf(in RenewalFactMember member) => member.RenewedOn is null ? ReasonDirection.Out : ReasonDirection.Stay;

    private IEnumerable<RenewalReason> Of(RenewalLine line, RenewalOutcome outcome, long total)
    {
        var page = pages.GetValueOrDefault((line.Period, line.Group ?? "", outcome)) ?? [];
        if (page.Values.Sum(sum => sum.Count) != total)
        {
            throw Errors.CheckFailed(Errors.Invariant($"the period {line.Period}"), "the reasons of its terms");
        }

        return page
            .OrderByDescending(reason => reason.Key.Length == 0)
            .ThenByDescending(reason => reason.Value.Count)
            .ThenByDescending(reason => reason.Value.Old)
            .ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => new RenewalReason
            {
                Outcome = outcome,
                Reason = reason.Key.Length == 0 ? CustomerReason.NotRecorded : reason.Key,
                Kind = reason.Key.Length == 0 ? ReasonKind.NotRecorded : ReasonKind.Recorded,
                Opportunities = reason.Value.Count,
                Share = (double)reason.Value.Count / total,
                OldValue = Money.ToDecimal(reason.Value.Old),
            });
    }

    private void Match(RenewalQuestion question, List<RenewalFactMember> members, IEnumerable<GivenReason> given)
    {
        var taken = new GivenReason?[members.Count];
        foreach (var reason in given)
        {
            var place = members.FindIndex(member => reason.Day >= member.Start && reason.Day <= member.End + question.GraceDays);
            if (place >= 0 && (taken[place] is not { } other || IsBetter(reason, other)))
            {
                taken[place] = reason;
            }
        }

        for (var i = 0; i < members.Count; i++)
        {
            Add(question, members[i], taken[i]?.Reason);
        }
    }

    // By what is in the rows, and not by where they stand.
    private static bool IsBetter(GivenReason reason, GivenReason other) => reason.Day != other.Day ? reason.Day > other.Day : string.CompareOrdinal(reason.Reason, other.Reason) < 0;

    private void Add(RenewalQuestion question, in RenewalFactMember member, string? reason)
    {
        var key = (PeriodCalendar.OrdinalOf(question.Period, member.End), member.Group ?? "", member.RenewedOn is null ? RenewalOutcome.Lost : RenewalOutcome.Renewed);
        if (!pages.TryGetValue(key, out var page))
        {
            pages.Add(key, page = new(StringComparer.Ordinal));
        }

        // No reason is empty, so that the empty name is free.
        var soFar = page.GetValueOrDefault(reason ?? "");
        page[reason ?? ""] = new(soFar.Count + 1, soFar.Old + (member.Old >= 0 && member.New >= 0 ? member.Old : 0));
    }

    private readonly record struct Sum(long Count, Int128 Old);
}
