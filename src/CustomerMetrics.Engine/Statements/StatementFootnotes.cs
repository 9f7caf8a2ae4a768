using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What a reader needs to trust a figure: the rules it was made by, and what was not counted.</summary>
internal static class StatementFootnotes
{
    public static IEnumerable<string> Write(StatementScope scope)
    {
        yield return scope.Words.Rule;
        if (!scope.IsOfSubscriptions)
        {
            yield return "A row with an amount of zero is a purchase; a refund is not, and a day whose refunds cancel its sales is none.";
        }

        yield return Money(scope);
        if (scope.Tells(StatementPart.Churn))
        {
            yield return Churn(scope);
        }

        if (scope.Cohorts.Cells.Any())
        {
            yield return "Retention: customers by the " + scope.Words.Unit + " of their " + scope.Words.First + ", mode Classic, offset Calendar. " + scope.Words.CohortRule + ".";
        }

        if (scope.Retention.Count > 0)
        {
            yield return "Retention of revenue: GRR and NRR follow the customers at the close of a year before (12 months, 4 quarters, 52 weeks or 365 days) to the close of the " + scope.Words.Unit
                + ", lost ones included, at constant exchange rates. 95% intervals: delta method over customers.";
        }

        if (scope.Survival is { } survival)
        {
            yield return "Survival: " + survival.Method + ", all customers from their first day to their first loss (" + survival.Rule + ") or the as-of date. 95% intervals: " + survival.IntervalKind + ".";
        }

        if (scope.Reasons is { Reasons: [var any, ..] })
        {
            yield return "Reasons: " + any.ReasonsFrom + ". A reason belongs to a loss when it is dated in its " + scope.Words.Unit + " or in the time that the opening looks back on; of several the latest counts.";
        }

        if (scope.Small.Note is { } small)
        {
            yield return small;
        }

        yield return "As of " + NumberText.Date(scope.AsOf) + ": " + scope.Words.Unseen + ". Dates are local to the time zone " + scope.Source.TimeZone + ".";
        yield return "Source: " + scope.Source.Name + ".";
        yield return scope.Currency is null ? "Currency: the data names none; amounts are as given." : "Currency: " + scope.Currency + ".";
        foreach (var note in Ledger(scope).Concat(Shown(scope)))
        {
            yield return note;
        }

        if (scope.Source is CustomerTable table)
        {
            foreach (var note in Rows(table))
            {
                yield return note;
            }

            if (scope.AsOf != table.AsOf)
            {
                yield return "Rows are counted up to the source's own as-of date, " + NumberText.Date(table.AsOf) + ".";
            }
        }
    }

    private static string Money(StatementScope scope) =>
        "Money is " + scope.Words.MoneyMeans + "." + (scope.IsOfSubscriptions ? "" : " " + scope.Source.Refund switch
        {
            RefundRule.Separate => "Refunds stand on a line of their own.",
            RefundRule.Original => "A refund lowers it on the date of the sale that it takes back.",
            RefundRule.Ignore => "Refunds are ignored.",
            _ => "A refund lowers it on its own date.",
        }) + " Exact to the ledger; shown to two decimals in tables and rounded elsewhere.";

    private static string Churn(StatementScope scope)
    {
        var people = Interval(scope, ChurnBasis.Customers);
        var money = Interval(scope, ChurnBasis.GrossRevenue);
        return "Churn rate: method Opening, " + scope.Words.LostVerb + " / opening; money gross is (" + scope.Words.LostVerb
            + " + " + StatementWords.Lower(scope.Words.Less) + ") / opening money, net subtracts " + StatementWords.Lower(scope.Words.More) + "."
            + (people is null ? "" : " 95% intervals: " + people + " for customers" + (money is null ? "" : ", " + money + " for money") + ".")
            + " Annualised rates are compounded. A rate of nobody is not shown as 0%.";
    }

    private static string? Interval(StatementScope scope, ChurnBasis basis) =>
        scope.Churn.LastOrDefault(rate => rate.Basis == basis && rate.Method is ChurnMethod.Opening && rate.Interval is not null)?.Interval switch
        {
            "Delta" => "delta method over customers",
            var kind => kind,
        };

    private static IEnumerable<string> Ledger(StatementScope scope)
    {
        foreach (var open in scope.Entries.Where(entry => !entry.IsComplete))
        {
            yield return PeriodName.Short(open) + " is open: it ends after the as-of date, so its figures are those so far and it has no rate. An as-of date of "
                + NumberText.Date(open.End) + " closes it.";
        }

        var edge = scope.Entries.Where(entry => entry.LeftEdge).Select(PeriodName.Short).ToList();
        if (edge.Count > 0)
        {
            yield return scope.Words is WindowWords window
                ? "The data begins too late to know who was a customer before: for its first " + window.WindowDays + " (" + StatementWords.List(edge)
                    + ") the opening is too low, and new customers include earlier ones."
                : scope.IsFirstSeenKnown ? "The data begins with the first " + scope.Words.Unit + " (" + StatementWords.List(edge)
                    + "): its opening is not known, and whoever was known before it counts among those who bought again."
                : "New customers in the first " + scope.Words.Unit + " (" + StatementWords.List(edge) + ") include earlier ones: the data begins there.";
        }

        if (scope.Words.KnowsWhoLeft && scope.Entries.Count > 0 && scope.Entries[^1].CameBackShare is { } back)
        {
            yield return "Of all who had left by the as-of date, " + NumberText.Share(back) + " came back later.";
        }

        var negative = scope.Entries.Where(entry => entry.NegativeCustomers > 0).ToList();
        if (negative.Count > 0)
        {
            yield return "Customers with negative money stay in the money and are excluded from the money rates: "
                + (negative.Count > 3
                    ? NumberText.Count(negative.Sum(entry => entry.NegativeCustomers)) + " cases in " + NumberText.Count(negative.Count) + " of " + NumberText.Count(scope.Entries.Count) + " " + scope.Words.Units
                    : StatementWords.List([.. negative.Select(entry => NumberText.Count(entry.NegativeCustomers) + " in " + PeriodName.Short(entry))])) + ".";
        }
    }

    private static IEnumerable<string> Shown(StatementScope scope)
    {
        if (scope.Query.Since is null && scope.Query.Until is null && scope.Query.Last is null)
        {
            yield break;
        }

        if (scope.Entries.Count > 0)
        {
            yield return "Shown are " + PeriodName.Short(scope.Entries[0]) + " to " + PeriodName.Short(scope.Entries[^1]) + "; " + scope.Words.Cause + "s before them are known all the same.";
        }
    }

    private static IEnumerable<string> Rows(CustomerTable table)
    {
        if (table.RejectedRows > 0)
        {
            yield return "Rejected as not readable: " + StatementWords.Rows(table.RejectedRows) + InMoney(table, table.RejectedAmount)
                + (table.RejectedWithoutAmount == 0 ? "." : ", of which " + NumberText.Count(table.RejectedWithoutAmount) + " without a readable amount.");
        }

        if (table.DuplicateRows > 0)
        {
            yield return "Repeats of an earlier row: " + StatementWords.Rows(table.DuplicateRows) + InMoney(table, table.DuplicateAmount)
                + (table.DuplicatesDropped ? ", dropped." : ", kept.");
        }

        if (table is TransactionTable { RefundsIgnored: > 0 } sales)
        {
            yield return "Refunds ignored: " + StatementWords.Rows(sales.RefundsIgnored) + ", " + NumberText.Money(sales.AmountIgnored) + " in money.";
        }

        if (table.RowsAfterAsOf > 0)
        {
            yield return "On or after the as-of date: " + StatementWords.Rows(table.RowsAfterAsOf) + InMoney(table, table.AmountAfterAsOf) + ", not seen.";
        }

        if (table.RoundedRows > 0)
        {
            yield return "Rounded to four decimals: " + StatementWords.Rows(table.RoundedRows) + ", a difference of " + NumberText.Exact(table.RoundedDifference) + " in total.";
        }
    }

    // The rows of subscriptions are paid for different times, so their amounts add up to nothing.
    private static string InMoney(CustomerTable table, decimal amount) => table is TransactionTable ? ", " + NumberText.Money(amount) + " in money" : "";
}
