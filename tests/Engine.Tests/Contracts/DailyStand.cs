using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>How one customer stands at the start of a day, found by looking at all terms anew.</summary>
internal sealed record DailyStand
{
    public bool IsThere { get; private init; }

    public bool IsUndecided { get; private init; }

    public decimal Value { get; private init; }

    public decimal Outside { get; private init; }

    public string Group { get; private init; } = "";

    public IReadOnlyDictionary<string, (decimal Local, decimal Converted)> ByCurrency { get; private init; } = new Dictionary<string, (decimal, decimal)>();

    /// <param name="terms">The customer's terms that are seen, without the empty ones.</param>
    /// <param name="day">The start of this day.</param>
    /// <param name="rule">The grace, and whether a free term counts.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    public static DailyStand At(IReadOnlyList<PlainTerm> terms, int day, ContractRule rule, int asOf)
    {
        var paid = terms.Where(term => term.Money > 0 || (term.Money == 0 && rule.IncludesFree)).ToList();
        var credits = terms.Where(term => term.Money < 0).ToList();
        var begun = paid.Where(term => term.Start < day).ToList();
        var holding = begun.Where(term => day <= term.End).ToList();
        var isUndecided = false;
        if (holding.Count == 0 && begun.Count > 0)
        {
            var ended = begun.Max(term => term.End);
            var later = paid.Where(term => term.Start >= day).Select(term => (int?)term.Start).Min();
            isUndecided = later is null && asOf <= ended + rule.GraceDays;
            if (isUndecided || later - ended <= rule.GraceDays)
            {
                holding = begun.FindAll(term => term.End == ended);
            }
        }

        // A credit runs by its own days, also within a gap.
        var lowering = credits.FindAll(term => term.Start < day && day <= term.End);
        if (holding.Count == 0)
        {
            var known = begun.Count > 0 ? begun : credits.FindAll(term => term.Start < day);
            return new() { Outside = lowering.Sum(term => term.Money), Group = known.Count == 0 ? "" : GroupOf(known) };
        }

        return new()
        {
            IsThere = true,
            IsUndecided = isUndecided,
            Value = holding.Concat(lowering).Sum(term => term.Money),
            Group = GroupOf(holding),
            ByCurrency = holding.Concat(lowering).GroupBy(term => term.Currency, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (group.Sum(term => term.Local), group.Sum(term => term.Money)), StringComparer.Ordinal),
        };
    }

    /// <summary>What other rates did to this money since then.</summary>
    public decimal EffectSince(DailyStand then) => ByCurrency.Sum(now => then.ByCurrency.TryGetValue(now.Key, out var before) && before.Local > 0 && before.Converted > 0
        ? now.Value.Converted - decimal.Round(now.Value.Local * before.Converted / before.Local, 4, MidpointRounding.AwayFromZero)
        : 0);

    private static string GroupOf(IEnumerable<PlainTerm> terms) => terms.OrderByDescending(term => term.Start).ThenByDescending(term => term.Money).ThenBy(term => term.Plan, StringComparer.Ordinal).First().Plan;
}

/// <summary>A term with its money of a month; days are day numbers.</summary>
internal sealed record PlainTerm(int Start, int End, decimal Local, decimal Money, string Currency, string Plan)
{
    /// <summary>Reads a row by the rule, in its own words.</summary>
    public static PlainTerm Of(TermRow row, ContractRule rule, IReadOnlyList<(DateOnly From, decimal Rate)> dollars)
    {
        const int never = 10_000_000;
        var end = row.End is { } last ? last.DayNumber + (rule.EndIsLastDay ? 1 : 0) : never;
        if (row.Cancel is { } cancel && (row.End is null || rule.LossDate is LossDate.Cancel))
        {
            end = Math.Min(end, Math.Max(cancel.DayNumber, row.Start.DayNumber));
        }

        var local = decimal.Round(
            row.Billing switch
            {
                "month" or "Monthly" => row.Amount,
                "quarter" or "3 months" => row.Amount / 3,
                "half-year" => row.Amount / 6,
                "year" or "annual" => row.Amount / 12,
                "2_years" => row.Amount / 24,
                "week" => row.Amount * 52 / 12,
                "day" => row.Amount * 365.25m / 12,
                _ => throw new ArgumentOutOfRangeException(nameof(row)),
            },
            4,
            MidpointRounding.AwayFromZero);
        var rate = row.Currency == "EUR" ? 1 : dollars.Last(dollar => dollar.From <= row.Start).Rate;
        return new(row.Start.DayNumber, end, local, decimal.Round(local * rate, 4, MidpointRounding.AwayFromZero), row.Currency, row.Plan.Length == 0 ? "(none)" : row.Plan);
    }
}
