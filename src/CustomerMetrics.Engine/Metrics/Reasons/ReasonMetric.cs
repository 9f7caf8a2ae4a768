using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>The movements of a ledger by the reasons of the customers. The customers are asked for one by one, and must add up to the ledger.</summary>
internal static class ReasonMetric
{
    private const int MostDays = 36525;

    public static CustomerReasons Compute(CustomerSource source, ReasonTable reasons, ReasonQuery query, CancellationToken cancellationToken)
    {
        Validate(query);
        var ledger = LedgerMetric.Compute(source, query.Ledger, cancellationToken);
        if (ledger.Entries.Count == 0)
        {
            return new([], ledger.Warnings);
        }

        var (first, last) = (PeriodCalendar.Day(ledger.Entries[0].Start), PeriodCalendar.Day(ledger.Entries[^1].Start));
        var scope = new ReasonScope(query, first);
        var asOf = PeriodCalendar.Day(ledger.Entries[0].AsOf);
        var given = Given(reasons, query.Direction, asOf);
        var (book, left) = Fill(source, query, scope, given, scope.Before(first), last, asOf, cancellationToken);
        var lines = ledger.Entries.SelectMany(entry => scope.Movements.SelectMany(movement => ReasonLines.Of(entry, movement, book, scope, query, reasons))).ToList();
        return new(lines, [.. ledger.Warnings, .. Warnings(source, reasons, query, given, left, ledger.Entries, asOf, cancellationToken)]);
    }

    /// <summary>The movements of a range of periods with their reasons: those of customers without any are told as they come, the others at the end.</summary>
    /// <param name="source">Where the customers are.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="scope">The times and movements.</param>
    /// <param name="given">The reasons of the direction.</param>
    /// <param name="first">The first day of the first period.</param>
    /// <param name="last">The first day of the last one.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    /// <param name="take">Takes a movement.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The reasons that fit no movement.</returns>
    public static List<GivenReason> Each(CustomerSource source, ReasonQuery query, ReasonScope scope, IReadOnlyList<GivenReason> given, int first, int last, int asOf, Action<int, LedgerMember, GivenReason?> take, CancellationToken cancellationToken)
    {
        var match = new ReasonMatch(scope, given);
        var question = LedgerMetric.QuestionOf(source, query.Ledger, PeriodCalendar.Date(asOf));

        // A reason may belong to a movement before those that are shown, and is then no reason of these.
        var range = new MovementRange(scope.FirstPeriodOf(scope.From(first)), last, scope.Kinds);
        CustomerFacts.Movements(
            source,
            question,
            range,
            (int start, in LedgerMember member) =>
            {
                if (!match.TryKeep(start, member) && start >= first)
                {
                    take(start, member, null);
                }
            },
            cancellationToken);
        var (movements, left) = match.Resolve();
        foreach (var (start, member, reason) in movements.Where(movement => movement.Start >= first))
        {
            take(start, member, reason);
        }

        return left;
    }

    public static IReadOnlyList<GivenReason> Given(ReasonTable reasons, ReasonDirection direction, int asOf) =>
        [.. ((ReasonList)reasons).Given.Where(reason => reason.Direction == direction && reason.Day < asOf)];

    private static (ReasonBook Book, List<GivenReason> Left) Fill(CustomerSource source, ReasonQuery query, ReasonScope scope, IReadOnlyList<GivenReason> given, int first, int last, int asOf, CancellationToken cancellationToken)
    {
        var book = new ReasonBook();
        var left = Each(source, query, scope, given, first, last, asOf, (start, member, reason) => book.Add(start, scope.LineOf(member), reason?.Reason), cancellationToken);
        return (book, left);
    }

    private static void Validate(ReasonQuery query)
    {
        if (query.Top is < 1)
        {
            throw new CustomerMetricsException("TopInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Top is {query.Top}."), "Give a number of reasons from 1 on.");
        }

        CheckWithinDays(query.WithinDays);
    }

    public static void CheckWithinDays(int days)
    {
        if (days is < 0 or > MostDays)
        {
            throw new CustomerMetricsException("WithinDaysInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-WithinDays is {days}."), Errors.Invariant($"Give a number of days from 0 to {MostDays}."));
        }
    }

    private static IEnumerable<string> Warnings(CustomerSource source, ReasonTable reasons, ReasonQuery query, IReadOnlyList<GivenReason> given, List<GivenReason> left, IReadOnlyList<CustomerLedgerEntry> shown, int asOf, CancellationToken cancellationToken)
    {
        if (((ReasonList)reasons).Given.All(reason => reason.Direction != query.Direction))
        {
            yield return $"{reasons.Name} holds no reason of the direction {query.Direction}{(reasons.RowsWithoutReason > 0 ? ", only rows without a reason" : "")}.";
            yield break;
        }

        var (start, lastStart, end) = (PeriodCalendar.Day(shown[0].Start), PeriodCalendar.Day(shown[^1].Start), PeriodCalendar.Day(shown[^1].End));
        var unused = left.FindAll(reason => reason.Day >= start && reason.Day < end);
        if (unused.Count == 0)
        {
            yield break;
        }

        var ids = unused.Select(reason => reason.CustomerId).ToHashSet(StringComparer.Ordinal);
        ids.ExceptWith(CustomerFacts.Ids(source, asOf, cancellationToken));
        var unknown = unused.Count(reason => ids.Contains(reason.CustomerId));
        var known = unused.FindAll(reason => !ids.Contains(reason.CustomerId));
        var late = query.Direction is ReasonDirection.Out or ReasonDirection.In ? known.Count(reason => reason.Day >= lastStart) : 0;

        // What was told in the last period may well belong to a movement after it.
        if (unknown == 0 && late == known.Count)
        {
            yield break;
        }

        var dated = given.Count(reason => reason.Day >= start && reason.Day < end);
        var parts = new List<string>();
        if (unknown > 0)
        {
            parts.Add(TextCulture.Write($"{unknown:#,0} of customers that {source.Name} does not have"));
        }

        if (known.Count > 0)
        {
            var later = late > 0 ? TextCulture.Write($", of these {late:#,0} in the last period, which may still belong to a later one") : "";
            parts.Add(TextCulture.Write($"{known.Count:#,0} of customers without such a movement at that time{later}"));
        }

        yield return TextCulture.Write($"{unused.Count:#,0} of {dated:#,0} reasons {query.Direction} dated in the periods shown explain nothing: {string.Join("; ", parts)}.");
    }
}
