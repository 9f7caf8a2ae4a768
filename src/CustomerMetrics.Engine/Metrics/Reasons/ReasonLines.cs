using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Metrics.Reasons;

/// <summary>The lines of one movement of a ledger entry: what is not recorded, the reasons, and the others together.</summary>
internal static class ReasonLines
{
    public static IEnumerable<CustomerReason> Of(CustomerLedgerEntry entry, CustomerMovement movement, ReasonBook book, ReasonScope scope, ReasonQuery query, ReasonTable reasons)
    {
        var start = PeriodCalendar.Day(entry.Start);
        var page = book.Find(start, entry.Group, movement);
        var before = book.Find(scope.Before(start), entry.Group, movement);
        var (customers, value) = ReasonScope.TotalOf(entry, movement);
        var line = new CustomerReason
        {
            Period = entry.Period,
            Group = entry.Group,
            Movement = movement,
            Reason = "",
            Kind = default,
            Customers = 0,
            Value = 0,
            Total = customers,
            TotalValue = value,
            Check = page.All.Customers - customers,
            ValueCheck = Money.ToDecimal(page.All.Value) - value,
            IsComplete = entry.IsComplete,
            Direction = query.Direction,
            Start = entry.Start,
            End = entry.End,
            Unit = entry.Unit,
            ActivityRule = entry.ActivityRule,
            WindowDays = entry.WindowDays,
            GraceDays = entry.GraceDays,
            WithinDays = query.WithinDays,
            AsOf = entry.AsOf,
            GroupBy = entry.GroupBy,
            ReasonsFrom = reasons.Name,
            Source = entry.Source,
            Table = reasons,
            TimeZone = entry.TimeZone,
            Currency = entry.Currency,
        };
        if (line.Check != 0 || line.ValueCheck != 0)
        {
            throw Errors.ReasonCheckFailed(entry.Period, movement, line.Check, line.ValueCheck);
        }

        // In the first period of the data nobody can have moved in the one before.
        var hasBefore = start > 0 && !(entry.LeftEdge && before.All.Customers == 0) && (entry.IsComplete || query.IncludeOpen);
        return Named(page, hasBefore ? before : new(), query).Select(named => Finish(line, named, page.All, hasBefore ? before.All : null, query));
    }

    // A reason that nobody gave any more stands there with nobody, so that it is seen to have gone.
    private static IEnumerable<NamedSum> Named(ReasonPage page, ReasonPage before, ReasonQuery query)
    {
        yield return new(CustomerReason.NotRecorded, ReasonKind.NotRecorded, [], page.NotRecorded, before.NotRecorded);
        var recorded = page.Recorded.Keys.Union(before.Recorded.Keys, StringComparer.Ordinal)
            .Select(reason => new NamedSum(reason, ReasonKind.Recorded, [reason], page.Of(reason), before.Of(reason)))
            .OrderByDescending(named => query.By is ReasonOrder.People ? named.Now.Customers : named.Now.Value)
            .ThenByDescending(named => query.By is ReasonOrder.People ? named.Now.Value : named.Now.Customers)
            .ThenBy(named => named.Reason, StringComparer.Ordinal)
            .ToList();
        foreach (var named in recorded.Take(query.Top ?? int.MaxValue))
        {
            yield return named;
        }

        var others = recorded.Skip(query.Top ?? int.MaxValue).ToList();
        if (others.Count > 0)
        {
            yield return new(CustomerReason.Other, ReasonKind.Other, [.. others.SelectMany(named => named.Reasons)], Together(others, named => named.Now), Together(others, named => named.Before));
        }
    }

    private static ReasonSum Together(List<NamedSum> named, Func<NamedSum, ReasonSum> of)
    {
        var sum = new ReasonSum();
        named.ForEach(one => sum.Add(of(one)));
        return sum;
    }

    private static CustomerReason Finish(CustomerReason line, NamedSum named, ReasonSum all, ReasonSum? before, ReasonQuery query)
    {
        var (now, was) = (named.Now, named.Before);
        var isOpen = !line.IsComplete && !query.IncludeOpen;
        var share = isOpen || all.Customers == 0 ? null : (double?)now.Customers / all.Customers;
        var interval = share is null ? (Interval?)null : Interval.Wilson(now.Customers, all.Customers);
        var valueShare = isOpen || all.Value <= 0 ? null : (double?)((double)now.Value / (double)all.Value);

        // Of a share of money the product with the whole is the square of the part.
        var valueInterval = valueShare is { } ratio ? Interval.Ratio(ratio, (double)Money.ToDecimal(all.Value), all.Customers, now.Squares, now.Squares, all.Squares) : null;
        return line with
        {
            Reason = named.Reason,
            Kind = named.Kind,
            Named = named.Reasons,
            Customers = now.Customers,
            CustomerShare = share,
            Low = interval?.Low,
            High = interval?.High,
            Interval = interval is null ? null : "Wilson",
            Value = Money.ToDecimal(now.Value),
            ValueShare = valueShare,
            ValueLow = valueInterval is { } low ? Math.Max(low.Low, Math.Min(0, valueShare!.Value)) : null,
            ValueHigh = valueInterval is { } high ? Math.Min(high.High, Math.Max(1, valueShare!.Value)) : null,
            ValueInterval = valueInterval is null ? null : "Delta",
            Previous = before is null ? null : was.Customers,
            Change = before is null ? null : now.Customers - was.Customers,
            PreviousValue = before is null ? null : Money.ToDecimal(was.Value),
            ValueChange = before is null ? null : Money.ToDecimal(now.Value - was.Value),
            ShareChange = before is null || before.Customers == 0 ? null : share - ((double)was.Customers / before.Customers),
            Note = isOpen ? TextCulture.Write($"the period is open until {line.End:yyyy-MM-dd}")
                : all.Customers == 0 ? "there was no such customer in the period"
                : all.Value <= 0 ? "there was no money above 0"
                : null,
        };
    }

    private sealed record NamedSum(string Reason, ReasonKind Kind, string[] Reasons, ReasonSum Now, ReasonSum Before);
}
