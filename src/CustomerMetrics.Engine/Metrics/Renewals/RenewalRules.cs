using System;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Renewals;

namespace CustomerMetrics.Engine.Metrics.Renewals;

/// <summary>Which questions about renewals make sense, and how they are asked of a source.</summary>
internal static class RenewalRules
{
    private const int MostTermDays = 36525;
    private const int MostGraceDays = 3660;

    public static RenewalQuestion QuestionOf(CustomerSource source, RenewalQuery query, DateTime asOf)
    {
        Validate(source, query, asOf);
        return new(query.Period, query.TermDays ?? 0, query.GraceDays ?? source.Contract!.GraceDays, PeriodCalendar.Day(asOf), source.Refund, query.GroupBy, query.ContractColumn);
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

        if (query.TermDays is null || query.GraceDays is null)
        {
            throw new CustomerMetricsException("RenewalRuleMissing", FailureKind.InvalidArgument, $"{source.Name} holds transactions, which tell no end of a term: only you know when a purchase is due again.", "Give the days until then with -TermDays, and those that it may be late with -GraceDays: -TermDays 365 -GraceDays 30 for a purchase that comes every year.");
        }
    }
}
