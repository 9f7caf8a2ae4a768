using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>PostgreSQL 12 and later.</summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    private const int MostDecimals = 4;
    private const string Epoch = "date '0001-01-01'";

    // The root of the largest 64-bit number: products below it need no wide numbers, which are slow.
    private const string SmallFactor = "3037000499";

    public override SqlDialectName Name => SqlDialectName.PostgreSql;

    public override string Fence => "\noffset 0";

    public override string Inline => "not materialized ";

    public override string Kept => "materialized ";

    public override string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    // A number has no blanks, and groups faster as it is.
    public override string Text(string value, SqlColumn column) => column.Type is SqlType.Integer
        ? $"cast({value} as bigint)"
        : $"nullif(btrim(cast({value} as text) collate \"C\", {Functions("chr", " || ")}), '')";

    public override string Day(string value, SqlColumn column, TimeZoneInfo zone) => column.Type switch
    {
        SqlType.Date => $"{value} - {Epoch}",
        SqlType.Instant => $"cast({value} at time zone {Literal(IanaName(zone))} as date) - {Epoch}",
        _ => $"cast({value} as date) - {Epoch}",
    };

    // The end of what has none may be written as infinity.
    public override string IsGiven(string value, SqlColumn column) => column.Type is SqlType.Date or SqlType.DateTime or SqlType.Instant ? $"{value} < 'infinity'" : base.IsGiven(value, column);

    // A cast of a double to a decimal keeps the fifteen digits that are sure.
    public override string Units(string value, SqlColumn column, bool round)
    {
        var exact = column.Type switch
        {
            SqlType.Exact or SqlType.Integer => value,
            SqlType.Single => $"cast(cast({value} as text) as numeric)",
            _ => $"cast({value} as numeric)",
        };
        return column.Type is SqlType.Integer || round || column is { Type: SqlType.Exact, Decimals: <= MostDecimals }
            ? $"cast({exact} * 10000 as bigint)"
            : $"case when scale({exact}) <= 4 or {exact} = round({exact}, 4) then cast({exact} * 10000 as bigint) end";
    }

    public override string Sum(string value) => $"cast(sum({value}) as bigint)";

    public override IReadOnlyList<WeightedSum> SumOfProducts(string a, string b)
    {
        var isSmall = $"abs({a}) < {SmallFactor} and abs({b}) < {SmallFactor}";
        return [new($"coalesce(sum(case when {isSmall} then {a} * {b} end), 0) + coalesce(sum(case when {isSmall} then null else cast({a} as numeric) * {b} end), 0)", 1)];
    }

    public override string NumberAsText(string value) => $"cast({value} as text)";

    public override string Concat(IEnumerable<string> values) => string.Join(" || ", values);

    public override string LogarithmStep(string value) => $"cast(floor(ln(cast({value} as double precision)) * 1000) as integer)";

    public override string AnyText(string value, SqlColumn column) => column.Type is SqlType.Other or SqlType.Text ? $"coalesce(cast({value} as text), '') collate \"C\"" : value;

    public override string DayOfMonth(string day) => $"cast(date_part('day', {Epoch} + {day}) as integer)";

    protected override string YearOf(string day) => $"cast(date_part('year', {Epoch} + {day}) as integer)";

    protected override string MonthOf(string day) => $"cast(date_part('month', {Epoch} + {day}) as integer)";

    protected override string FirstDayOf(string year, string month) => $"make_date({year}, {month}, 1) - {Epoch}";

    private static string IanaName(TimeZoneInfo zone) => zone.HasIanaId || !TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? zone.Id : name;
}
