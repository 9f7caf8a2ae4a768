using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>The equity facts from a database: a line for each distinct history and part.</summary>
internal static class EquitySql
{
    private const int Total = 0;
    private const int AtStart = 1;
    private const int AtEnd = 2;

    private static readonly SqlMerge ByHistory = SqlMerge.By("line", "grp", "to_grp", "class", "age", "repeats", "last_age");

    public static EquityFact Ask(SqlSource source, int asOf, bool salesOnly, IReadOnlyList<string> groupBy, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, groupBy);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        StatesSql.Write(text, source, rows, "seen_states", salesOnly);
        var (sql, grp) = (source.Sql, rows.IsGrouped ? "grp" : "''");
        var statement = text.Select(
            $"""
            select {AtStart} as line, {grp} as grp, {grp} as to_grp, 0 as class, {History(text, "seen_states", "last_day", asOf)}, {sql.Count} as customers,
                {sql.TotalSum(MoneyOf("seen_states"))} as money, 0 as cost, 0 as unreadable
            from seen_states
            where purchases > 0
            group by first_activity, last_activity, purchases{RowsSql.If(rows.IsGrouped, ", grp")}
            union all
            select {Total}, {grp}, {grp}, 0, 0, 0, 0, {sql.Sum("case when purchases > 0 then 1 else 0 end")}, {sql.TotalSum("case when purchases > 0 then value else 0 end")}, 0, {sql.Sum("unreadable")}
            from seen_states{RowsSql.If(rows.IsGrouped, "\ngroup by grp")}
            """,
            sql,
            ByHistory);
        var lines = session.Query(statement, Read).ToList();
        var groups = GroupNames.Of(lines.Select(line => line.Group), rows.IsGrouped);
        int Part(string name) => rows.IsGrouped ? groups.KeyOf(name) : 0;
        var customers = new long[groups.Count];
        var net = new Int128[groups.Count];
        foreach (var line in lines.Where(line => line.Line == Total))
        {
            customers[Part(line.Group)] = line.Customers;
            net[Part(line.Group)] = line.Money;
        }

        return new(Histories(lines, AtStart, line => (Part(line.Group), Part(line.Group))), groups.Names, customers, net);
    }

    /// <summary>Those with a purchase, one by one.</summary>
    public static IEnumerable<CustomerState> Each(SqlSource source, int asOf, bool salesOnly, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, []);
        rows.Seen("seen_rows", text.Parameter("as_of", asOf));
        StatesSql.Write(text, source, rows, "seen_states", salesOnly);
        var statement = text.Select("select first_activity, last_activity, purchases, repeat_value, value, row_count, unreadable\nfrom seen_states\nwhere purchases > 0 or unreadable > 0", source.Sql, SqlMerge.Lines);
        foreach (var state in session.Query(statement, row => new CustomerState(row.Small("first_activity"), row.Small("last_activity"), row.Small("purchases"), row.Units("repeat_value"), row.Units("value"), row.Small("row_count"), 0)))
        {
            yield return state;
        }
    }

    public static BridgeFact Bridge(SqlSource source, int before, int start, int end, bool salesOnly, IReadOnlyList<string> groupBy, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        var rows = new RowsSql(source, text, groupBy, withCost: true);
        var sql = source.Sql;

        // Two readings: a refund that is booked to an earlier day must not be known before it was made.
        var opens = text.Parameter("opens", start);
        rows.Seen("start_rows", opens);
        StatesSql.Write(text, source, rows, "start_states", salesOnly);
        rows.Seen("end_rows", text.Parameter("closes", end));
        StatesSql.Write(text, source, rows, "end_states", salesOnly);
        text.Step("both_states", $"""
            select {Columns(rows, "at_start", "start_")},
                {Columns(rows, "at_end", "end_")},
                case when coalesce(at_start.purchases, 0) = 0 then {(int)EquityClass.New}
                    when at_start.last_activity >= {text.Parameter("before", before)} then case when at_end.last_activity >= {opens} then {(int)EquityClass.Kept} else {(int)EquityClass.Lost} end
                    when at_end.last_activity >= {opens} then {(int)EquityClass.Returned} else {(int)EquityClass.Dormant} end as class,
                at_end.unreadable
            from end_states at_end left join start_states at_start on at_start.customer = at_end.customer
            """);
        var (grp, toGrp) = rows.IsGrouped ? ("case when start_purchases > 0 then start_grp else end_grp end", "end_grp") : ("''", "''");
        var ofGroup = RowsSql.If(rows.IsGrouped, $", {grp}");
        var statement = text.Select(
            $"""
            select {AtStart} as line, {grp} as grp, {grp} as to_grp, class, {History(text, "start", "last_before", start)}, {sql.Count} as customers, {sql.TotalSum(MoneyOf("start"))} as money, 0 as cost, 0 as unreadable
            from both_states
            where start_purchases > 0
            group by start_first_activity, start_last_activity, start_purchases, class{ofGroup}
            union all
            select {AtEnd}, {grp}, {toGrp}, class, {History(text, "end", "last_inside", end)}, {sql.Count}, {sql.TotalSum(MoneyOf("end"))}, 0, 0
            from both_states
            where end_purchases > 0
            group by end_first_activity, end_last_activity, end_purchases, class{ofGroup}{RowsSql.If(rows.IsGrouped, ", end_grp")}
            union all
            select {Total}, {grp}, {grp}, class, 0, 0, 0, {sql.Count}, {sql.TotalSum("end_value - coalesce(start_value, 0)")}, {(rows.HasCost ? sql.TotalSum("end_cost - coalesce(start_cost, 0)") : "0")}, 0
            from both_states
            where start_purchases > 0 or end_purchases > 0
            group by class{ofGroup}
            union all
            select -1, '', '', 0, 0, 0, 0, 0, 0, 0, {sql.Sum("unreadable")}
            from both_states
            """,
            sql,
            ByHistory);
        var lines = session.Query(statement, Read).Where(line => line.Line >= 0).ToList();
        var groups = GroupNames.Of(lines.SelectMany(line => new[] { line.Group, line.ToGroup }), rows.IsGrouped);
        int Part(string name, int ofClass) => ((rows.IsGrouped ? groups.KeyOf(name) : 0) * (int)EquityClass.All) + ofClass;
        var parts = groups.Count * (int)EquityClass.All;
        var customers = new long[parts];
        var cash = new Int128[parts];
        var cost = new Int128[parts];
        foreach (var line in lines.Where(line => line.Line == Total))
        {
            var part = Part(line.Group, line.Class);
            (customers[part], cash[part], cost[part]) = (line.Customers, line.Money, line.Cost);
        }

        return new(
            Histories(lines, AtStart, line => (Part(line.Group, line.Class), Part(line.Group, line.Class))),
            Histories(lines, AtEnd, line => (Part(line.Group, line.Class), Part(line.ToGroup, line.Class))),
            groups.Names,
            customers,
            cash,
            rows.HasCost ? cost : null);
    }

    // The columns of a state under a name of their own.
    private static string Columns(RowsSql rows, string from, string prefix)
    {
        string[] columns = ["first_activity", "last_activity", "purchases", "value", "repeat_value", .. rows.HasCost ? new[] { "cost" } : [], .. rows.IsGrouped ? new[] { "grp" } : []];
        return string.Join(", ", columns.Select(column => $"{from}.{column} as {prefix}{column}"));
    }

    private static string History(SqlText text, string of, string lastDay, int asOf)
    {
        var prefix = Prefix(of);
        return $"{text.Parameter(lastDay, asOf - 1)} - {prefix}first_activity as age, {prefix}purchases - 1 as repeats, {prefix}last_activity - {prefix}first_activity as last_age";
    }

    private static string MoneyOf(string of)
    {
        var prefix = Prefix(of);
        return $"case when {prefix}purchases > 1 and {prefix}repeat_value > 0 then {prefix}repeat_value else 0 end";
    }

    private static string Prefix(string of) => of is "seen_states" ? "" : of + "_";

    private static List<EquityHistory> Histories(List<Found> lines, int line, Func<Found, (int Part, int To)> partOf) =>
    [
        .. lines.Where(found => found.Line == line)
            .Select(found => (Found: found, Parts: partOf(found)))
            .Select(pair => new EquityHistory(pair.Found.Age, pair.Found.Repeats, pair.Found.Last, pair.Parts.Part, pair.Parts.To, pair.Found.Customers, pair.Found.Money))
            .OrderBy(history => (history.Age, history.Repeats, history.Last, history.To, history.Part)),
    ];

    private static Found Read(SqlRow row) => new(
        row.Small("line"), row.Text("grp") ?? "", row.Text("to_grp") ?? "", row.Small("class"), row.Small("age"), row.Small("repeats"), row.Small("last_age"), row.Number("customers"), row.Units("money"), row.Units("cost"));

    private readonly record struct Found(int Line, string Group, string ToGroup, int Class, int Age, int Repeats, int Last, long Customers, Int128 Money, Int128 Cost);
}
