using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Moves;

/// <summary>The movements from a database: the parts of the customers, added up there to a line for each pair of groups.</summary>
internal static class MoveSql
{
    public static IReadOnlyList<MoveLine> Ask(SqlSource source, MoveQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var ledger = question.Ledger;
        var calendar = LedgerSql.FindCalendar(session, source, ledger);
        if (calendar is null || question.FirstStart >= ledger.AsOf || calendar.IndexOf(question.LastStart) < 0)
        {
            return [];
        }

        var text = new SqlText();
        var sql = source.Sql;
        var rows = LedgerSql.WriteParts(text, source, ledger, calendar, new(question.FirstStart, question.LastStart, MoveQuestion.Kinds));
        var first = text.Parameter("first_asked", PeriodCalendar.OrdinalOf(ledger.Period, question.FirstStart));
        var last = text.Parameter("last_asked", PeriodCalendar.OrdinalOf(ledger.Period, question.LastStart));
        var (opens, closes) = ($"kind in ({(int)PartKind.Kept}, {(int)PartKind.Lost})", $"kind <> {(int)PartKind.Lost}");
        var hasTiers = question.Tiers.Count > 0;
        IReadOnlyList<string> groups = rows.IsGrouped ? ["from_grp", "to_grp"] : [];
        IReadOnlyList<string> tiers = hasTiers ? ["from_tier", "to_tier"] : [];
        string[] keys = ["period", "kind", .. groups, .. tiers];
        text.Step("movements", $"""
            select period, kind, {RowsSql.If(rows.IsGrouped, $"case when {opens} then opening_grp end as from_grp, case when {closes} then closing_grp end as to_grp, ")}
                {RowsSql.If(hasTiers, $"{Tier(opens, "opening_value")} as from_tier,\n    {Tier(closes, "closing_value")} as to_tier,\n    ")}opening_value, case when {closes} then closing_value else 0 end as closing_value, unreadable
            from parts
            where (period between {first} and {last} and kind in ({string.Join(", ", MoveQuestion.Kinds.Select(kind => (int)kind))})) or unreadable > 0
            """);
        var statement = text.Select(
            $"""
            select {string.Join(", ", keys)}, {sql.Count} as customers, {sql.TotalSum("opening_value")} as opening_value, {sql.TotalSum("closing_value")} as closing_value, {sql.Sum("unreadable")} as unreadable
            from movements
            group by {string.Join(", ", keys)}
            """,
            sql,
            SqlMerge.By(keys));
        return MoveLine.Ordered(session.Query(statement, row => new MoveLine(
            new(
                calendar.Start(row.Small("period") - calendar.FirstPeriod),
                (PartKind)row.Small("kind"),
                rows.IsGrouped ? row.Text("from_grp") : null,
                rows.IsGrouped ? row.Text("to_grp") : null,
                hasTiers ? row.Small("from_tier") : 0,
                hasTiers ? row.Small("to_tier") : 0),
            row.Number("customers"),
            row.Units("opening_value"),
            row.Units("closing_value"))));

        string Tier(string isThere, string value)
        {
            var thresholds = question.Tiers.Select((from, i) => Errors.Invariant($"when {value} >= {text.Parameter(Errors.Invariant($"tier{i}"), from)} then {i}"));
            return $"case when not ({isThere}) then 0 {string.Join(' ', thresholds)} else {question.Tiers.Count} end";
        }
    }
}
