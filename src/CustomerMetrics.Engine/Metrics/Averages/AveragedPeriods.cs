using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Averages;

/// <summary>
/// The latest complete periods of one group that can tell a churn. The periods are the same for all groups. Those with nobody at the opening, and those
/// that begin before the data can tell who is a customer, are left out: their churn would be none or too low.
/// </summary>
internal sealed class AveragedPeriods
{
    private AveragedPeriods(IReadOnlyList<CustomerLedgerEntry> ofGroup, IEnumerable<CustomerLedgerEntry> complete, CustomerLedgerEntry? last)
    {
        Group = ofGroup[0].Group;
        Question = ofGroup[0];
        Entries = complete.Where(entry => entry.Opening > 0 && !entry.LeftEdge).ToList();
        Customers = last?.Closing ?? 0;
        Reason = Entries.Count > 0 ? null
            : ofGroup.Any(entry => entry.IsComplete) ? "no complete period has a full opening: nobody was there, or the data begins too late to tell"
            : "no period is complete";
    }

    public string? Group { get; }

    /// <summary>Any entry of the group: all of them answer the same question.</summary>
    public CustomerLedgerEntry Question { get; }

    public IReadOnlyList<CustomerLedgerEntry> Entries { get; }

    /// <summary>The customers at the close of the last complete period.</summary>
    public long Customers { get; }

    /// <summary>Why there is no period; null when there are some.</summary>
    public string? Reason { get; }

    public long Opening => Entries.Sum(entry => entry.Opening);

    public long Lost => Entries.Sum(entry => entry.Lost);

    public string? FirstPeriod => Entries.Count == 0 ? null : Entries[0].Period;

    public string? LastPeriod => Entries.Count == 0 ? null : Entries[^1].Period;

    /// <summary>The periods of each group, groups in the order of their names.</summary>
    public static IReadOnlyList<AveragedPeriods> Choose(IReadOnlyList<CustomerLedgerEntry> entries, int last)
    {
        RefuseMixed(entries);

        // Entries made by hand need not tell their dates; then they stand in their order.
        var complete = entries.Where(entry => entry.IsComplete).OrderBy(entry => entry.Start).ToList();
        var periods = complete.Select(entry => entry.Period).Distinct(StringComparer.Ordinal).TakeLast(last).ToHashSet(StringComparer.Ordinal);
        var latest = complete.Count == 0 ? null : complete[^1].Period;
        var ofGroups = complete.Where(entry => periods.Contains(entry.Period)).ToLookup(entry => entry.Group ?? "", StringComparer.Ordinal);
        return entries.GroupBy(entry => entry.Group ?? "", StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AveragedPeriods(group.ToList(), ofGroups[group.Key], ofGroups[group.Key].FirstOrDefault(entry => entry.Period == latest)))
            .ToList();
    }

    // An average over two ledgers would be one of neither.
    private static void RefuseMixed(IReadOnlyList<CustomerLedgerEntry> entries)
    {
        var questions = entries.Select(entry => (entry.Unit, entry.ActivityRule, entry.WindowDays, entry.AsOf, entry.GroupBy, entry.Currency)).Distinct().Count();
        if (questions > 1 || entries.DistinctBy(entry => (entry.Period, entry.Group)).Count() < entries.Count)
        {
            throw new CustomerMetricsException("LedgerEntriesMixed", FailureKind.InvalidArgument, "The entries come from more than one ledger, and their periods cannot be averaged.", "Pipe the entries of one ledger at a time.");
        }
    }
}
