using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>What makes terms of the rows of a source of subscriptions, as <see cref="TermReader"/> does: the first day after, and the money of a month.</summary>
internal static class TermsSql
{
    /// <summary>The end of a term that has none: beyond all days, and far from the ends of small numbers.</summary>
    public const int Open = 10_000_000;

    /// <summary>The name of the step.</summary>
    public const string Step = "source_terms";

    /// <summary>The columns of the rows that the ends are made of: the days, and whether there is something to be a day.</summary>
    public static IEnumerable<string> Days(SqlSource source)
    {
        var parts = source.Parts;
        return OptionalDay(source, parts.End, "term_end", "has_end").Concat(parts.Cancel < 0 ? [] : OptionalDay(source, parts.Cancel, "cancel_day", "has_cancel"));
    }

    /// <summary>The word for what an amount is paid for, without case and without what stands between its parts.</summary>
    public static IEnumerable<string> Billing(SqlSource source)
    {
        if (source.Parts.BillingPeriod >= 0)
        {
            var column = source.Parts.BillingPeriod;
            var word = " -_".Aggregate(source.Sql.Text(source.Column(column), source.Schema[column]), (text, between) => $"replace({text}, '{between}', '')");
            yield return $"lower({word}) as billing";
        }
    }

    /// <param name="text">The statement.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="withAmount">Whether amounts are asked for, which stand in the rows as billed.</param>
    public static void Write(SqlText text, SqlSource source, bool withAmount)
    {
        var end = Errors.Invariant($"case when term_end is null or term_end > {TermReader.LastOfAllDays} then {Open} else term_end{RowsSql.If(source.Contract!.EndIsLastDay, " + 1")} end");
        text.InlineStep(Step, $"""
            select *, {(source.Parts.Cancel < 0 ? end : Cancelled(source.Contract, end))} as ends_on,
                case when {end} < day then 1 else 0 end as ends_early,
                case when (has_end = 1 and term_end is null){RowsSql.If(source.Parts.Cancel >= 0, " or (has_cancel = 1 and cancel_day is null)")} then 1 else 0 end as end_unreadable{RowsSql.If(withAmount, $",\n    {Monthly(source)} as amount")}
            from source_rows
            """);
    }

    private static IEnumerable<string> OptionalDay(SqlSource source, int column, string day, string isThere)
    {
        var (name, type) = (source.Column(column), source.Schema[column]);
        var given = source.Sql.IsGiven(name, type);
        yield return $"case when {given} then {source.Sql.Day(name, type, source.Zone)} end as {day}";
        yield return $"case when {given} then 1 else 0 end as {isThere}";
    }

    // A term without an end has that of its cancellation under either rule.
    private static string Cancelled(ContractRule rule, string end)
    {
        var counts = rule.LossDate is LossDate.Cancel ? "" : Errors.Invariant($" and {end} = {Open}");
        return Errors.Invariant($"case when cancel_day <= day{counts} then day when cancel_day < {end} and cancel_day <= {TermReader.LastOfAllDays}{counts} then cancel_day else {end} end");
    }

    private static string Monthly(SqlSource source)
    {
        if (source.Parts.BillingPeriod < 0)
        {
            return Share(BillingTerm.Of(source.Contract!.BillingPeriod ?? BillingPeriod.Month));
        }

        var cases = BillingTerm.Words.GroupBy(word => word.Value, word => word.Key).Select(words => $"when billing in ({string.Join(", ", words.Select(word => $"'{word}'"))}) then {Share(BillingTerm.Of(words.Key))}");
        return $"case {string.Join("\n        ", cases)} end";
    }

    // Half a unit is rounded away from zero. The whole shares are taken out first, so that no product is beyond 64 bits.
    private static string Share(BillingTerm term) => term is { Numerator: 1, Denominator: 1 } ? "billed" : Errors.Invariant(
        $"billed / {term.Denominator} * {term.Numerator} + (billed % {term.Denominator} * {2 * term.Numerator} + case when billed < 0 then -{term.Denominator} else {term.Denominator} end) / {2 * term.Denominator}");
}
