using System;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Renewals;

namespace CustomerMetrics.Engine.Metrics.Renewals;

/// <summary>Which questions about renewals make sense, and how they are asked of a source.</summary>
internal static class RenewalRules
{
    private const int MostTermDays = 36525;
    private const int MostGraceDays = 3660;
    private const int Hundred = 100;

    public static RenewalQuestion QuestionOf(CustomerSource source, RenewalQuery query, DateTime asOf)
    {
        Validate(source, query, asOf);
        return new(
            query.Period,
            query.TermDays ?? 0,
            query.GraceDays ?? source.Contract?.GraceDays ?? 0,
            PeriodCalendar.Day(asOf),
            source.Refund,
            query.GroupBy,
            query.ContractColumn,
            (int)(query.GapFactor * Hundred ?? 0));
    }

    private static void Validate(CustomerSource source, RenewalQuery query, DateTime asOf)
    {
        LedgerMetric.CheckAsOf(asOf);
        LedgerMetric.CheckLast(query.Last);
        if (source.Contract is not null)
        {
            if (query.TermDays is not null)
            {
                throw new CustomerMetricsException("TermDaysOfTerms", FailureKind.InvalidArgument, $"{source.Name} holds subscriptions, which tell when each term ends: -TermDays has nothing to say.", "Leave out -TermDays.");
            }

            if (query.GapFactor is not null)
            {
                throw new CustomerMetricsException("GapFactorOfTerms", FailureKind.InvalidArgument, $"{source.Name} holds subscriptions, which tell when each term ends: -GapFactor has nothing to say.", "Leave out -GapFactor.");
            }
        }
        else
        {
            CheckTransactions(source, query);
        }

        if (query.TermDays is < 1 or > MostTermDays)
        {
            throw new CustomerMetricsException("TermDaysInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-TermDays is {query.TermDays}."), Errors.Invariant($"Give a number of days from 1 to {MostTermDays}."));
        }

        if (query.GraceDays is < 0 or > MostGraceDays)
        {
            throw new CustomerMetricsException("GraceDaysInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-GraceDays is {query.GraceDays}."), Errors.Invariant($"Give a number of days from 0 to {MostGraceDays}."));
        }
    }

    private static void CheckTransactions(CustomerSource source, RenewalQuery query)
    {
        if (query.ContractColumn is not null)
        {
            throw new CustomerMetricsException("ContractColumnOfTransactions", FailureKind.InvalidArgument, $"{source.Name} holds transactions, which tell no contracts: -ContractColumn has nothing to say.", "Leave out -ContractColumn, or import subscriptions with Import-CustomerSubscription.");
        }

        if (query.GapFactor is { } factor)
        {
            CheckFactor(query, factor);
        }
        else if (query.TermDays is null || query.GraceDays is null)
        {
            throw new CustomerMetricsException("RenewalRuleMissing", FailureKind.InvalidArgument, $"{source.Name} holds transactions, which tell no end of a term: only you know when a purchase is due again.", "Give the days until then with -TermDays, and those that it may be late with -GraceDays: -TermDays 365 -GraceDays 30 for a purchase that comes every year. Or go by each customer's own gaps: -GapFactor 2 calls a purchase late after twice the median of those before it.");
        }
    }

    // Below 1 a customer would be late who never changes the rhythm.
    private static void CheckFactor(RenewalQuery query, decimal factor)
    {
        if (query.TermDays is not null)
        {
            throw new CustomerMetricsException("RenewalRuleTwice", FailureKind.InvalidArgument, "-TermDays says for everybody when a purchase is due again, and -GapFactor by each customer's own gaps.", "Give one of them.");
        }

        if (factor is < 1 or > Hundred || factor * Hundred != decimal.Truncate(factor * Hundred))
        {
            throw new CustomerMetricsException("GapFactorInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-GapFactor is {factor}."), Errors.Invariant($"Give a number from 1 to {Hundred} with at most two decimals: 1.5 waits half as long again as the median gap of the customer."));
        }
    }
}
