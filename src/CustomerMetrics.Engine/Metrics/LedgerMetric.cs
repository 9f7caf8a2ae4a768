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
    // The last period must end within the calendar.
    private const int LastYear = 9998;

    public static CustomerLedger Compute(CustomerSource source, LedgerQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        query = query with { ActivityRule = RuleOf(source, query.ActivityRule) };
        Validate(source, query, asOf, cancellationToken);
        var fact = CustomerFacts.Ledger(source, QuestionOf(source, query, asOf), cancellationToken);
        var entries = fact.Lines.Select(line => ToEntry(source, query, asOf, fact, line)).ToList();
        Verify(entries, fact.Lines, query.Span);
        var shown = Shown(entries, query, fact.Calendar);
        return new CustomerLedger(shown, [.. Warnings(source, entries, shown, asOf)]);
    }

    public static LedgerQuestion QuestionOf(CustomerSource source, LedgerQuery query, DateTime asOf) =>
        new(query.Period, RuleOf(source, query.ActivityRule), query.WindowDays ?? 0, PeriodCalendar.Day(asOf), source.Refund, query.GroupBy) { Span = query.Span, Contract = source.Contract };

    /// <summary>The rule that is asked for, or that of the source.</summary>
    public static ActivityRule RuleOf(CustomerSource source, ActivityRule? asked)
    {
        if (asked is { } rule && (rule is ActivityRule.Contract) != source.Contract is not null)
        {
            throw source.Contract is null
                ? new CustomerMetricsException("ContractWithoutTerms", FailureKind.InvalidArgument, $"{source.Name} holds transactions, which tell no contracts.", "Import subscriptions with Import-CustomerSubscription, or take -ActivityRule Period or Window.")
                : new CustomerMetricsException("ContractsHaveOneRule", FailureKind.InvalidArgument, $"{source.Name} holds subscriptions: their terms tell who is a customer, and -ActivityRule {rule} has nothing to say.", "Leave out -ActivityRule.");
        }

        return asked ?? (source.Contract is null ? ActivityRule.Period : ActivityRule.Contract);
    }

    private static void Validate(CustomerSource source, LedgerQuery query, DateTime asOf, CancellationToken cancellationToken)
    {
        CheckAsOf(asOf);
        if (query.ActivityRule is not ActivityRule.Window)
        {
            if (query.WindowDays is not null)
            {
                throw new CustomerMetricsException("WindowDaysWithoutWindow", FailureKind.InvalidArgument, "-WindowDays belongs to the activity rule Window.", "Add -ActivityRule Window, or leave out -WindowDays.");
            }
        }
        else
        {
            CheckWindow(source, query.WindowDays, asOf, cancellationToken);
        }

        if (query.WarmUp is < 1)
        {
            throw new CustomerMetricsException("WarmUpInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-WarmUp is {query.WarmUp}."), "Give a number of periods from 1 on.");
        }

        if (query.Span > 1 && query.ActivityRule is ActivityRule.Window)
        {
            throw new CustomerMetricsException("SpanUnderWindow", FailureKind.NotSupported, "Under the activity rule Window customers are compared from one period to the next only.", "Take -ActivityRule Period, or subscriptions.");
        }

        CheckLast(query.Last);
    }

    public static int CheckWindow(CustomerSource source, int? windowDays, DateTime asOf, CancellationToken cancellationToken) => windowDays switch
    {
        null => throw new CustomerMetricsException("WindowDaysMissing", FailureKind.InvalidArgument, "The activity rule Window needs -WindowDays: after how many days without an activity is a customer gone? " + WindowProposal.Describe(CustomerFacts.Gaps(source, PeriodCalendar.Day(asOf), cancellationToken)), "Choose the days by what your business knows, and give them with -WindowDays."),
        < 1 or > 36525 => throw new CustomerMetricsException("WindowDaysInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-WindowDays is {windowDays}."), "Give a number of days from 1 to 36525."),
        { } days => days,
    };

    public static void CheckAsOf(DateTime asOf)
    {
        if (asOf.Year > LastYear)
        {
            throw new CustomerMetricsException("AsOfInvalid", FailureKind.InvalidArgument, Errors.Invariant($"The as-of date {asOf:yyyy-MM-dd} is beyond any calendar."), Errors.Invariant($"Give a date up to the year {LastYear}."));
        }
    }

    public static void CheckLast(int? last)
    {
        if (last is < 1)
        {
            throw new CustomerMetricsException("LastInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Last is {last}."), "Give a number of periods from 1 on.");
        }
    }

    private static CustomerLedgerEntry ToEntry(CustomerSource source, LedgerQuery query, DateTime asOf, LedgerFact fact, LedgerFactLine factLine)
    {
        var line = factLine.Line;
        var rule = query.ActivityRule!.Value;
        var isPeriod = rule is ActivityRule.Period;
        var start = fact.Calendar!.Start(factLine.Period);
        var end = PeriodCalendar.Date(fact.Calendar.End(factLine.Period));
        return new CustomerLedgerEntry
        {
            Period = fact.Calendar.Label(factLine.Period),
            Start = PeriodCalendar.Date(start),
            End = end,
            Group = factLine.Group,
            IsComplete = end <= asOf,
            Opening = line.Opening,
            New = line.New,
            Returned = line.Returned,
            MovedIn = line.MovedIn,
            Lost = line.Lost,
            MovedOut = line.MovedOut,
            Closing = line.Closing,
            Transient = line.Transient,
            Interrupted = line.Interrupted,
            Undecided = line.Undecided,
            OpeningValue = Money.ToDecimal(line.OpeningValue),
            NewValue = Money.ToDecimal(line.NewValue),
            ReturnedValue = Money.ToDecimal(line.ReturnedValue),
            MovedInValue = Money.ToDecimal(line.MovedInValue),
            Expansion = Money.ToDecimal(line.Expansion),
            Contraction = Money.ToDecimal(line.Contraction),
            Expanded = line.Expanded,
            Contracted = line.Contracted,
            LostValue = Money.ToDecimal(line.LostValue),
            MovedOutValue = Money.ToDecimal(line.MovedOutValue),
            FxEffect = Money.ToDecimal(line.FxEffect),
            ClosingValue = Money.ToDecimal(line.ClosingValue),
            TransientValue = Money.ToDecimal(line.TransientValue),
            OutsideValue = Money.ToDecimal(line.OutsideValue),
            Check = line.Opening + line.New + line.Returned + line.MovedIn - line.Lost - line.MovedOut - line.Closing,
            ValueCheck = Money.ToDecimal(line.OpeningValue + line.NewValue + line.ReturnedValue + line.MovedInValue + line.Expansion - line.Contraction - line.LostValue - line.MovedOutValue + line.FxEffect - line.ClosingValue),
            RowCheck = Money.ToDecimal(line.ClosingValue + (isPeriod ? line.TransientValue : 0) + line.OutsideValue + line.RefundValue - line.RowValue),
            RefundValue = Money.ToDecimal(line.RefundValue),
            PeriodValue = rule is ActivityRule.Contract ? null : Money.ToDecimal(line.PeriodValue),
            LeftEdge = rule switch
            {
                ActivityRule.Period => factLine.Period == 0,
                ActivityRule.Window => start < (long)fact.FirstDay + query.WindowDays,
                _ => false,
            },
            Unit = query.Period,
            ActivityRule = rule,
            WindowDays = query.WindowDays,
            GraceDays = source.Contract?.GraceDays,
            AsOf = asOf,
            GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
            Source = source,
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
            OpeningSquares = line.LossProducts.OpeningSquares,
            GrossLossSquares = line.LossProducts.GrossSquares,
            GrossLossProducts = line.LossProducts.GrossProducts,
            NetLossSquares = line.LossProducts.NetSquares,
            NetLossProducts = line.LossProducts.NetProducts,
        };
    }

    private static void Verify(List<CustomerLedgerEntry> entries, IReadOnlyList<LedgerFactLine> lines, int span)
    {
        var closings = new Dictionary<(string Group, int Period), (long Closing, decimal Value)>();
        foreach (var (entry, line) in entries.Zip(lines))
        {
            var (before, valueBefore) = closings.GetValueOrDefault((entry.Group ?? "", line.Period - span));
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

            closings[(entry.Group ?? "", line.Period)] = (entry.Closing, entry.ClosingValue);
        }
    }

    private static List<CustomerLedgerEntry> Shown(List<CustomerLedgerEntry> entries, LedgerQuery query, PeriodCalendar? calendar)
    {
        var warm = calendar is null || query.WarmUp is not { } warmUp ? DateTime.MinValue : warmUp < calendar.Count ? PeriodCalendar.Date(calendar.Start(warmUp)) : DateTime.MaxValue;
        var shown = entries
            .Where(entry => entry.Start >= warm)
            .Where(entry => (query.Since is null || entry.End > query.Since) && (query.Until is null || entry.Start < query.Until))
            .ToList();
        if (query.Last is not { } last)
        {
            return shown;
        }

        var starts = shown.Select(entry => entry.Start).Distinct().TakeLast(last).ToHashSet();
        return shown.FindAll(entry => starts.Contains(entry.Start));
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

        foreach (var entry in shown.DistinctBy(entry => entry.Start))
        {
            if (!entry.IsComplete)
            {
                yield return Errors.Invariant($"The period {entry.Period} is open: it ends after the as-of date {asOf:yyyy-MM-dd}. Data up to -AsOf {entry.End:yyyy-MM-dd} closes it.");
            }
        }
    }
}
