using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>The customer ledger: every line balances, in people, in money and against the raw rows, or there is no ledger.</summary>
internal static class LedgerMetric
{
    public static CustomerLedger Compute(CustomerSource source, LedgerQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        Validate(source, query, asOf, cancellationToken);
        var question = new LedgerQuestion(query.Period, query.ActivityRule, query.WindowDays ?? 0, PeriodCalendar.Day(asOf), source.Refund);
        var fact = CustomerFacts.Ledger(source, question, cancellationToken);
        var entries = new List<CustomerLedgerEntry>(fact.Lines.Count);
        for (var period = 0; period < fact.Lines.Count; period++)
        {
            entries.Add(ToEntry(source, question, fact, period));
            Verify(entries, period);
        }

        var shown = Shown(entries, query);
        return new CustomerLedger(shown, [.. Warnings(source, entries, shown, asOf)]);
    }

    private static void Validate(CustomerSource source, LedgerQuery query, DateTime asOf, CancellationToken cancellationToken)
    {
        if (query.ActivityRule is ActivityRule.Period)
        {
            if (query.WindowDays is not null)
            {
                throw new CustomerMetricsException("WindowDaysWithoutWindow", FailureKind.InvalidArgument, "-WindowDays belongs to the activity rule Window.", "Add -ActivityRule Window, or leave out -WindowDays.");
            }
        }
        else if (query.WindowDays is null)
        {
            throw new CustomerMetricsException("WindowDaysMissing", FailureKind.InvalidArgument, "The activity rule Window needs -WindowDays: after how many days without an activity is a customer gone? " + WindowProposal.Describe(CustomerFacts.Gaps(source, PeriodCalendar.Day(asOf), cancellationToken)), "Choose the days by what your business knows, and give them with -WindowDays.");
        }
        else if (query.WindowDays is < 1 or > 36525)
        {
            throw new CustomerMetricsException("WindowDaysInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-WindowDays is {query.WindowDays}."), "Give a number of days from 1 to 36525.");
        }

        if (query.Last is < 1)
        {
            throw new CustomerMetricsException("LastInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Last is {query.Last}."), "Give a number of periods from 1 on.");
        }
    }

    private static CustomerLedgerEntry ToEntry(CustomerSource source, LedgerQuestion question, LedgerFact fact, int period)
    {
        var line = fact.Lines[period];
        var isWindow = question.ActivityRule is ActivityRule.Window;
        var start = fact.Calendar.Start(period);
        var end = fact.Calendar.End(period);
        return new CustomerLedgerEntry
        {
            Period = fact.Calendar.Label(period),
            Start = PeriodCalendar.Date(start),
            End = PeriodCalendar.Date(end),
            IsComplete = end <= question.AsOf,
            Opening = line.Opening,
            New = line.New,
            Returned = line.Returned,
            Lost = line.Lost,
            Closing = line.Closing,
            Transient = line.Transient,
            Interrupted = line.Interrupted,
            Undecided = line.Undecided,
            OpeningValue = Money.ToDecimal(line.OpeningValue),
            NewValue = Money.ToDecimal(line.NewValue),
            ReturnedValue = Money.ToDecimal(line.ReturnedValue),
            Expansion = Money.ToDecimal(line.Expansion),
            Contraction = Money.ToDecimal(line.Contraction),
            LostValue = Money.ToDecimal(line.LostValue),
            ClosingValue = Money.ToDecimal(line.ClosingValue),
            TransientValue = Money.ToDecimal(line.TransientValue),
            OutsideValue = Money.ToDecimal(line.OutsideValue),
            Check = line.Opening + line.New + line.Returned - line.Lost - line.Closing,
            ValueCheck = Money.ToDecimal(line.OpeningValue + line.NewValue + line.ReturnedValue + line.Expansion - line.Contraction - line.LostValue - line.ClosingValue),
            RowCheck = Money.ToDecimal(line.ClosingValue + (isWindow ? 0 : line.TransientValue) + line.OutsideValue + line.RefundValue - line.RowValue),
            RefundValue = Money.ToDecimal(line.RefundValue),
            LeftEdge = isWindow ? start < (long)fact.FirstDay + question.WindowDays : period == 0,
            Unit = question.Period,
            ActivityRule = question.ActivityRule,
            WindowDays = isWindow ? question.WindowDays : null,
            AsOf = PeriodCalendar.Date(question.AsOf),
            TimeZone = source.TimeZone,
            Currency = source.Currency,
            CustomerDays = line.Dated?.CustomerDays,
            Losses = line.Dated?.Losses,
            DailyLossSum = line.Dated?.DailyLossSum,
            CameBackShare = fact.CameBackShare,
            NegativeCustomers = line.NegativeCustomers,
            NegativeOpeningValue = Money.ToDecimal(line.NegativeOpeningValue),
            NegativeLoss = Money.ToDecimal(line.NegativeLoss),
            NegativeExpansion = Money.ToDecimal(line.NegativeExpansion),
            OpeningSquares = line.OpeningSquares.ToDouble(),
            GrossLossSquares = line.GrossLossSquares.ToDouble(),
            GrossLossProducts = line.GrossLossProducts.ToDouble(),
            NetLossSquares = line.NetLossSquares.ToDouble(),
            NetLossProducts = line.NetLossProducts.ToDouble(),
        };
    }

    private static void Verify(List<CustomerLedgerEntry> entries, int period)
    {
        var entry = entries[period];
        var (before, valueBefore) = period == 0 ? (0, 0) : (entries[period - 1].Closing, entries[period - 1].ClosingValue);
        if (entry.Check != 0 || entry.Opening != before)
        {
            throw Errors.CheckFailed(entry.Period, "people");
        }

        if (entry.ValueCheck != 0 || entry.OpeningValue != valueBefore)
        {
            throw Errors.CheckFailed(entry.Period, "money");
        }

        if (entry.RowCheck != 0)
        {
            throw Errors.CheckFailed(entry.Period, "money against the rows");
        }
    }

    private static List<CustomerLedgerEntry> Shown(List<CustomerLedgerEntry> entries, LedgerQuery query)
    {
        var shown = entries
            .Where(entry => (query.Since is null || entry.End > query.Since) && (query.Until is null || entry.Start < query.Until))
            .ToList();
        return query.Last is { } last && last < shown.Count ? shown[^last..] : shown;
    }

    private static IEnumerable<string> Warnings(CustomerSource source, List<CustomerLedgerEntry> entries, List<CustomerLedgerEntry> shown, DateTime asOf)
    {
        if (entries.Count == 0)
        {
            yield return Errors.Invariant($"{source.Name} has no rows before the as-of date {asOf:yyyy-MM-dd}.");
        }
        else if (shown.Count == 0)
        {
            yield return Errors.Invariant($"No period lies in the range asked for: the ledger runs from {entries[0].Start:yyyy-MM-dd} to {entries[^1].End:yyyy-MM-dd}.");
        }

        foreach (var entry in shown)
        {
            if (!entry.IsComplete)
            {
                yield return Errors.Invariant($"The period {entry.Period} is open: it ends after the as-of date {asOf:yyyy-MM-dd}, so its rates are null. Data up to -AsOf {entry.End:yyyy-MM-dd} closes it.");
            }
        }
    }
}
