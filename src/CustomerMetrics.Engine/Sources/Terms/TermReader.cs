using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Terms;

/// <summary>Makes a term of what a row of subscriptions says: its first day after, and its money of a month.</summary>
internal sealed class TermReader(ContractRule rule)
{
    /// <summary>The end of a term that has none.</summary>
    public const int Open = int.MaxValue;

    // Data warehouses write an open end as the last of all days.
    public static readonly int LastOfAllDays = new DateOnly(9998, 12, 31).DayNumber;

    private readonly List<(byte[] Text, BillingTerm Term)> spellings = [];

    /// <param name="start">The first day.</param>
    /// <param name="end">The end as it is written; <see cref="Open"/> is none.</param>
    /// <param name="cancel">The day of the cancellation; <see cref="Open"/> is none.</param>
    /// <param name="columns">Where these stand.</param>
    /// <param name="firstAfter">The first day after the term.</param>
    /// <param name="problem">Why there is none.</param>
    public bool TryEnd(int start, int end, int cancel, MappedColumns columns, out int firstAfter, out RowProblem problem)
    {
        problem = null!;
        end = end > LastOfAllDays ? Open : rule.EndIsLastDay ? end + 1 : end;
        cancel = cancel > LastOfAllDays ? Open : cancel;
        firstAfter = rule.LossDate is LossDate.Cancel || end == Open ? Math.Min(end, Math.Max(cancel, start)) : end;
        if (end >= start)
        {
            return true;
        }

        problem = new("EndBeforeStart", columns.Header[columns.End], "the term ends before it starts", "Correct it at its origin, or leave such rows out with -BadRow Skip or Report. Check that -StartColumn and -EndColumn name the right columns.");
        return false;
    }

    /// <param name="text">The field of the billing period; empty without such a column.</param>
    /// <param name="columns">Where it stands.</param>
    /// <param name="units">The amount, brought to a month.</param>
    /// <param name="problem">Why it cannot be.</param>
    public bool TryNormalise(ReadOnlySpan<byte> text, MappedColumns columns, ref long units, out RowProblem problem)
    {
        problem = null!;
        BillingTerm term;
        if (columns.BillingPeriod < 0)
        {
            term = BillingTerm.Of(rule.BillingPeriod ?? BillingPeriod.Month);
        }
        else if (!TryFind(FieldText.Trim(text), out term))
        {
            problem = new(
                "BillingPeriodUnknown",
                columns.Header[columns.BillingPeriod],
                FieldText.Trim(text).IsEmpty ? "the billing period is empty" : $"'{FieldText.Shorten(text)}' is no billing period",
                "Write day, week, month, quarter, half-year or year, with a number before it for several: '3 months'. One period for all rows is given with -BillingPeriod.");
            return false;
        }

        if (term.TryNormalise(ref units) is FieldStatus.Ok)
        {
            return true;
        }

        problem = AmountParser.OutOfRange("the amount of a month", columns.Header[columns.Amount]);
        return false;
    }

    // A column holds a handful of spellings.
    private bool TryFind(ReadOnlySpan<byte> text, out BillingTerm term)
    {
        foreach (var spelling in spellings)
        {
            if (text.SequenceEqual(spelling.Text))
            {
                term = spelling.Term;
                return true;
            }
        }

        if (!BillingTerm.TryParse(text, out term))
        {
            return false;
        }

        const int most = 64;
        if (spellings.Count < most)
        {
            spellings.Add((text.ToArray(), term));
        }

        return true;
    }
}
