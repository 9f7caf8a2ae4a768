using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Contracts;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>The renewal fact from columns, and the members behind it: one pass over the customers for either.</summary>
internal static class RenewalScan
{
    private const int OftenEnough = 0xFFF;

    /// <param name="rows">Transactions, or terms.</param>
    /// <param name="contract">How terms are read; null of transactions.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>By period, then by the ordinal name of the group.</returns>
    public static IReadOnlyList<RenewalLine> Scan(RowColumns rows, ContractRule? contract, RenewalQuestion question, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, question.GroupBy);
        var lines = new Dictionary<(int Period, int Group), RenewalLine>();
        foreach (var (_, _, opportunity) in Opportunities(rows, contract, question, groups, cancellationToken))
        {
            var key = (PeriodCalendar.OrdinalOf(question.Period, opportunity.End), opportunity.Group);
            if (!lines.TryGetValue(key, out var line))
            {
                line = new(key.Item1, groups.Name(opportunity.Group));
                lines.Add(key, line);
            }

            if (opportunity.IsExpected)
            {
                Add(line, opportunity, question.IsDecided(opportunity.End));
            }
            else
            {
                line.WithoutExpectation++;
            }
        }

        return [.. lines.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }

    /// <summary>The terms that ended in a range of periods.</summary>
    public static IEnumerable<RenewalFactMember> Members(RowColumns rows, ContractRule? contract, RenewalQuestion question, int first, int last, CancellationToken cancellationToken)
    {
        var groups = GroupKeys.Create(rows, question.GroupBy);
        return Opportunities(rows, contract, question, groups, cancellationToken)
            .Where(found => found.Opportunity.IsExpected && PeriodCalendar.OrdinalOf(question.Period, found.Opportunity.End) is var period && period >= first && period <= last)
            .Select(found => new RenewalFactMember(
                rows.CustomerIds.GetName(found.Customer),
                found.Contract,
                found.Opportunity.Start,
                found.Opportunity.End,
                groups.Name(found.Opportunity.Group),
                found.Opportunity.Old,
                found.Opportunity.RenewedOn,
                found.Opportunity.New));
    }

    private static IEnumerable<(int Customer, string? Contract, Opportunity Opportunity)> Opportunities(RowColumns rows, ContractRule? contract, RenewalQuestion question, GroupKeys groups, CancellationToken cancellationToken)
    {
        var contracts = GroupKeys.Create(rows, question.ContractColumn is null ? [] : [question.ContractColumn]);
        var terms = contract is null ? null : new CustomerTerms(rows, contract, question.AsOf);
        var renewals = new TermRenewals(question.GraceDays, groups);
        var rhythm = question.GapHundredths > 0 ? new PersonalRhythm(question.GapHundredths) : null;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            if ((customer & OftenEnough) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (terms is null)
            {
                foreach (var opportunity in OfActivities(rows, customer, question, groups, rhythm))
                {
                    yield return (customer, null, opportunity);
                }

                continue;
            }

            terms.Load(customer);
            foreach (var ofContract in terms.Paid.Where(term => term.Amount > 0).GroupBy(term => contracts.Of(term.Row)))
            {
                foreach (var opportunity in renewals.Find([.. ofContract], question.AsOf))
                {
                    yield return (customer, contracts.Name(ofContract.Key), opportunity);
                }
            }
        }
    }

    // Each activity starts a term, which the next one replaces.
    private static List<Opportunity> OfActivities(RowColumns rows, int customer, RenewalQuestion question, GroupKeys groups, PersonalRhythm? rhythm)
    {
        rhythm?.Clear();
        var found = new List<Opportunity>();
        var days = new CustomerDays(rows, customer, question.AsOf, groups);
        Opportunity? open = null;
        while (days.MoveNext())
        {
            if (!days.IsActivity)
            {
                continue;
            }

            var value = question.Refund is RefundRule.Separate ? days.Sales : days.Sales + days.Refunds;
            if (open is { } last)
            {
                found.Add(last.IsExpected && days.Day <= last.End + question.GraceDays ? last with { RenewedOn = days.Day, New = value } : last);
                rhythm?.Add(days.Day - last.Start);
            }

            var term = rhythm is null ? question.TermDays : rhythm.TermDays;
            open = new(days.Day, days.Day + (term ?? 0), days.Group, value, null, 0) { IsExpected = term is not null };
        }

        if (open is { } ending)
        {
            found.Add(ending);
        }

        found.RemoveAll(opportunity => opportunity.End >= question.AsOf);
        return found;
    }

    private static void Add(RenewalLine line, in Opportunity opportunity, bool isDecided)
    {
        var (old, renewed) = (opportunity.Old, opportunity.New);
        line.Opportunities++;
        if (!isDecided)
        {
            line.Undecided++;
            line.UndecidedRenewed += opportunity.RenewedOn is null ? 0 : 1;
            line.UndecidedValue += old;
            return;
        }

        line.Renewed += opportunity.RenewedOn is null ? 0 : 1;
        line.Lost += opportunity.RenewedOn is null ? 1 : 0;
        line.TermDays += opportunity.End - opportunity.Start;
        if (old < 0 || renewed < 0)
        {
            line.Excluded++;
            return;
        }

        var kept = Int128.Min(old, renewed);
        line.OldValue += old;
        line.KeptValue += kept;
        line.NewValue += renewed;
        line.OldSquares = line.OldSquares.Plus(old, old);
        line.KeptSquares = line.KeptSquares.Plus(kept, kept);
        line.KeptProducts = line.KeptProducts.Plus(kept, old);
        line.NewSquares = line.NewSquares.Plus(renewed, renewed);
        line.NewProducts = line.NewProducts.Plus(renewed, old);
    }
}
