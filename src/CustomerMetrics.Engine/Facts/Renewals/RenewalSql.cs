using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>The renewal fact from a database, and the members behind it: a line for each period and group, or for each term.</summary>
internal static class RenewalSql
{
    /// <summary>The step of the terms, each with its end and what replaced it.</summary>
    public const string Ended = "ended_terms";

    // The line of rows that end no term, kept for those among them that cannot be read.
    private const int NoPeriod = -1;

    private static readonly (string Name, string A, string B)[] Products =
    [
        ("old_squares", "old_value", "old_value"),
        ("kept_squares", "kept_value", "kept_value"),
        ("kept_products", "kept_value", "old_value"),
        ("new_squares", "new_value", "new_value"),
        ("new_products", "new_value", "old_value"),
    ];

    /// <returns>By period, then by the ordinal name of the group.</returns>
    public static IReadOnlyList<RenewalLine> Ask(SqlSource source, RenewalQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var sql = source.Sql;
        var rows = WriteTerms(text, source, question);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var isPersonal = question.GapHundredths > 0;
        const string isCounted = "decided = 1 and value >= 0 and replaced_value >= 0";
        text.Step("term_outcomes", $"""
            select period, {RowsSql.If(rows.IsGrouped, $"case when period <> {NoPeriod} then grp else '' end as grp, ")}ended, {RowsSql.If(isPersonal, "1 - expected as unexpected, ")}unreadable,
                case when decided = 1 and replaced = 1 then 1 else 0 end as renewed,
                case when decided = 1 and replaced = 0 then 1 else 0 end as lost,
                case when ended = 1 and decided = 0 then 1 else 0 end as undecided,
                case when ended = 1 and decided = 0 then replaced else 0 end as undecided_renewed,
                case when ended = 1 and decided = 0 then value else 0 end as undecided_value,
                case when decided = 1 and (value < 0 or replaced_value < 0) then 1 else 0 end as excluded,
                case when decided = 1 then end_day - start_day else 0 end as term_length,
                case when {isCounted} then value else 0 end as old_value,
                case when {isCounted} then case when value < replaced_value then value else replaced_value end else 0 end as kept_value,
                case when {isCounted} then replaced_value else 0 end as new_value
            from due_terms
            """);
        var products = Products.SelectMany(product => sql.SumOfProducts(product.A, product.B).Select((sum, i) => Errors.Invariant($"{sql.NumberAsText(sum.Expression)} as {product.Name}{i}")));
        var statement = text.Select(
            $"""
            select period, {group}{sql.Sum("ended")} as opportunities, {sql.Sum("renewed")} as renewed, {sql.Sum("lost")} as lost, {sql.Sum("undecided")} as undecided, {sql.Sum("undecided_renewed")} as undecided_renewed,
                {RowsSql.If(isPersonal, sql.Sum("unexpected") + " as unexpected, ")}{sql.TotalSum("undecided_value")} as undecided_sum, {sql.Sum("excluded")} as excluded, {sql.Sum("term_length")} as term_lengths,
                {sql.TotalSum("old_value")} as old_sum, {sql.TotalSum("kept_value")} as kept_sum, {sql.TotalSum("new_value")} as new_sum,
                {string.Join(",\n    ", products)},
                {sql.Sum("unreadable")} as unreadable
            from term_outcomes
            group by period{RowsSql.If(rows.IsGrouped, ", grp")}
            """,
            sql,
            SqlMerge.By("period", "grp"));
        var found = session.Query(statement, row => Read(row, sql, rows.IsGrouped, isPersonal)).Where(line => line.Period != NoPeriod).ToList();
        var groups = GroupNames.Of(found.Select(line => line.Group), rows.IsGrouped);
        return [.. found.OrderBy(line => (line.Period, groups.KeyOf(line.Group)))];
    }

    /// <summary>The terms that ended in a range of periods.</summary>
    public static IEnumerable<RenewalFactMember> Members(SqlSource source, RenewalQuestion question, int first, int last, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = WriteTerms(text, source, question);
        var statement = text.Select(
            $"""
            select customer, {RowsSql.If(rows.HasContracts, "contract, ")}start_day, end_day, {RowsSql.If(rows.IsGrouped, "grp, ")}value, renewed_on, replaced_value, unreadable
            from due_terms
            where (ended = 1 and period >= {text.Parameter("first_period", first)} and period <= {text.Parameter("last_period", last)}) or unreadable > 0
            """,
            source.Sql,
            SqlMerge.Lines);
        foreach (var member in session.Query(statement, row => Member(row, rows)))
        {
            yield return member;
        }
    }

    // The terms that ended, and what replaced them. Rows that cannot be read are among them, and marked.
    private static RowsSql WriteTerms(SqlText text, SqlSource source, RenewalQuestion question)
    {
        var rows = new RowsSql(source, text, question.GroupBy, contractColumn: question.ContractColumn);
        var asOf = text.Parameter("as_of", question.AsOf);
        var grace = text.Parameter("grace_days", question.GraceDays);
        var isExpected = RowsSql.If(question.GapHundredths > 0, "expected = 1 and ");
        rows.Seen("seen_rows", asOf);
        if (source.Contract is null)
        {
            WriteActivities(text, source, rows, question);
        }
        else
        {
            TermRenewalSql.Write(text, source.Sql, rows, asOf, grace);
        }

        text.Step("due_terms", $"""
            select {Ended}.*, case when {isExpected}end_day < {asOf} then 1 else 0 end as ended, case when {isExpected}end_day + {grace} < {asOf} then 1 else 0 end as decided,
                case when renewed_on is null then 0 else 1 end as replaced,
                case when end_day < {asOf} then {source.Sql.PeriodOf("end_day", question.Period)} else {NoPeriod} end as period
            from {Ended}
            where end_day < {asOf} or unreadable > 0
            """);
        return rows;
    }

    // Each activity starts a term, which the next one replaces.
    private static void WriteActivities(SqlText text, SqlSource source, RowsSql rows, RenewalQuestion question)
    {
        var isPersonal = question.GapHundredths > 0;
        var days = isPersonal ? "coalesce(term_days, 0)" : text.Parameter("term_days", question.TermDays);
        var isRenewed = $"{RowsSql.If(isPersonal, "term_days is not null and ")}day_after <= activities.day + {days} + {text.Parameter("grace_days", question.GraceDays)}";
        DaysSql.Write(text, source, rows, "seen_days", question.Refund is RefundRule.Separate);
        const string before = "over (partition by customer, activity order by day)";
        text.Step("term_activities", $"""
            select customer, day, value, {RowsSql.If(rows.IsGrouped, "grp, ")}unreadable, activity,{RowsSql.If(isPersonal, $" day - lag(day) {before} as gap, row_number() {before} as place,")}
                lead(day) {before} as day_after, lead(value) {before} as value_after
            from seen_days
            """);
        if (isPersonal)
        {
            PersonalRhythmSql.Write(text, question.GapHundredths);
        }

        text.Step(Ended, $"""
            select activities.customer, activities.day as start_day, activities.day + {days} as end_day, value, {RowsSql.If(rows.IsGrouped, "grp, ")}unreadable,{RowsSql.If(isPersonal, " case when term_days is null then 0 else 1 end as expected,")}
                case when {isRenewed} then day_after end as renewed_on, case when {isRenewed} then value_after else 0 end as replaced_value
            from term_activities activities{RowsSql.If(isPersonal, $"\nleft join {PersonalRhythmSql.Step} on {PersonalRhythmSql.Step}.customer = activities.customer and {PersonalRhythmSql.Step}.day = activities.day")}
            where activity = 1 or unreadable > 0
            """);
    }

    private static RenewalFactMember Member(SqlRow row, RowsSql rows) => new(
        row.Text("customer")!,
        rows.HasContracts ? row.Text("contract") : null,
        row.Small("start_day"),
        row.Small("end_day"),
        rows.IsGrouped ? row.Text("grp") : null,
        row.Units("value"),
        row.IsNull("renewed_on") ? null : row.Small("renewed_on"),
        row.Units("replaced_value"));

    private static RenewalLine Read(SqlRow row, SqlDialect sql, bool isGrouped, bool isPersonal)
    {
        ProductSum Product(string name) => new(sql.ProductWeights.Select((weight, i) => weight * row.Wide(Errors.Invariant($"{name}{i}"))).Aggregate(BigInteger.Zero, BigInteger.Add));
        return new(row.Small("period"), isGrouped ? row.Text("grp") : null)
        {
            Opportunities = row.Number("opportunities"),
            Renewed = row.Number("renewed"),
            Lost = row.Number("lost"),
            Undecided = row.Number("undecided"),
            UndecidedRenewed = row.Number("undecided_renewed"),
            WithoutExpectation = isPersonal ? row.Number("unexpected") : 0,
            UndecidedValue = row.Units("undecided_sum"),
            Excluded = row.Number("excluded"),
            TermDays = row.Number("term_lengths"),
            OldValue = row.Units("old_sum"),
            KeptValue = row.Units("kept_sum"),
            NewValue = row.Units("new_sum"),
            OldSquares = Product("old_squares"),
            KeptSquares = Product("kept_squares"),
            KeptProducts = Product("kept_products"),
            NewSquares = Product("new_squares"),
            NewProducts = Product("new_products"),
        };
    }
}
