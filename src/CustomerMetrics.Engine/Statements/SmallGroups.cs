using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>
/// Leaves groups of few customers out of a statement. Where those left out would be few even together, the next larger one goes too, since the sum would tell of them.
/// </summary>
/// <param name="fewest">How many customers a group must have to be shown; null shows all.</param>
internal sealed class SmallGroups(int? fewest)
{
    private readonly int? fewest = fewest is null or > 1 ? fewest
        : throw new CustomerMetricsException("GroupSizeInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-MinimumGroupSize is {fewest}, and every group has one customer or more."), "Give 2 or more; 5 and 10 are usual.");

    /// <summary>What a footnote says of them; null when all are shown.</summary>
    public string? Note => Hidden == 0 ? null
        : "Lines about fewer than " + NumberText.Count(fewest!.Value) + " customers are left out, and the next larger one where the sum would tell of them: " + NumberText.Count(Hidden) + ". Sums are of all.";

    /// <summary>The groups that were left out.</summary>
    public int Hidden { get; private set; }

    /// <summary>Of lines those that may be shown.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="people">How many customers a line is about; null for a line that is always shown, such as a sum.</param>
    public IReadOnlyList<T> Shown<T>(IReadOnlyList<T> lines, Func<T, long?> people)
        where T : class
    {
        var hidden = Few(lines, people);
        Hidden += hidden.Count;
        return hidden.Count == 0 ? lines : lines.Where(line => !hidden.Contains(line)).ToArray();
    }

    // A group is left out of both tables when it is small in one of them.
    public StatementGroups? Shown(StatementGroups? groups)
    {
        if (groups is null)
        {
            return null;
        }

        var names = Few(groups.Groups, group => group.IsTotal ? null : group.Customers).Select(group => group.Group)
            .Concat(Few(groups.Ledger, entry => entry.Opening + entry.New + entry.Returned + entry.MovedIn).Select(entry => entry.Group!))
            .ToHashSet(StringComparer.Ordinal);
        Hidden += names.Count;
        return fewest is null ? groups : groups with
        {
            // Its cells are of fewer still.
            Flow = null,
            Groups = groups.Groups.Where(group => group.IsTotal || !names.Contains(group.Group)).ToArray(),
            Ledger = groups.Ledger.Where(entry => !names.Contains(entry.Group!)).ToArray(),
        };
    }

    public CustomerReasons? Shown(CustomerReasons? reasons) => reasons is null ? null : reasons with { Reasons = Shown(reasons.Reasons, People) };

    public CustomerJourneys? Shown(CustomerJourneys? journeys) =>
        journeys is not null && Shown(journeys.Efforts, line => line.Effort is null ? null : line.Lost) is var efforts && (efforts.Count == journeys.Efforts.Count || efforts.Any(line => line.Effort is not null))
            ? journeys with { Efforts = efforts }
            : null;

    public AcquisitionReturns? Shown(AcquisitionReturns? acquisition) => acquisition is null ? null : acquisition with
    {
        Returns = Shown(acquisition.Returns, line => line.Channel is AcquisitionReturn.All or AcquisitionReturn.Paid ? null : line.NewCustomers),
    };

    public ReferralRates? Shown(ReferralRates? referrals) => referrals is null ? null : referrals with
    {
        Rates = referrals.Rates.Select(rate => rate with { WhyNot = [.. Shown(rate.WhyNot, People)] }).ToArray(),
    };

    public CustomerCohorts Shown(CustomerCohorts cohorts)
    {
        var cells = cohorts.Cells.ToList();
        var known = cells.Where(cell => !cell.IsAverage).DistinctBy(cell => (cell.Cohort, cell.Group)).ToList();
        var shown = Shown(known, cell => cell.Customers).Select(cell => (cell.Cohort, cell.Group)).ToHashSet();
        return shown.Count == known.Count ? cohorts : cohorts with { Cells = cells.Where(cell => cell.IsAverage || shown.Contains((cell.Cohort, cell.Group))).ToArray() };
    }

    public IReadOnlyList<RenewalRate> Shown(IReadOnlyList<RenewalRate> renewals) =>
        [.. renewals.Select(rate => rate.Reasons is { } reasons ? rate with { Reasons = [.. Shown(reasons, reason => reason.Opportunities)] } : rate)];

    public RecordTable Shown(RecordTable table)
    {
        var lines = Shown(table.Rows.Select((row, i) => new RecordLine(row, i)).ToArray(), line => table.People[line.At]);
        return lines.Count == table.Rows.Count ? table : table with
        {
            Rows = lines.Select(line => line.Row).ToArray(),

            // They are not told apart by the rows that are left.
            Records = [],
        };
    }

    private sealed record RecordLine(IReadOnlyList<object?> Row, int At);

    private static long? People(CustomerReason line) => line.Kind is ReasonKind.Recorded ? line.Customers : null;

    private HashSet<T> Few<T>(IReadOnlyList<T> lines, Func<T, long?> people)
        where T : class
    {
        if (fewest is not { } least)
        {
            return [];
        }

        // Of nobody there is nothing to tell.
        var bySize = lines.Select(line => (Line: line, People: people(line))).Where(line => line.People > 0).OrderBy(line => line.People).ToList();
        var hidden = bySize.TakeWhile(line => line.People < least).ToList();
        foreach (var next in bySize.Skip(hidden.Count))
        {
            if (hidden.Count == 0 || hidden.Sum(line => line.People) >= least)
            {
                break;
            }

            hidden.Add(next);
        }

        return new(hidden.Select(line => line.Line), ReferenceEqualityComparer.Instance);
    }
}
