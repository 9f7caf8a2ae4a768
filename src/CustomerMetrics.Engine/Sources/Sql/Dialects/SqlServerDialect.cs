using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>SQL Server 2016 and later.</summary>
internal sealed class SqlServerDialect : SqlDialect
{
    private const string Epoch = "cast('0001-01-01' as date)";
    private const string Binary = "collate Latin1_General_100_BIN2";

    public override SqlDialectName Name => SqlDialectName.SqlServer;

    public override string WithRecursive => "with";

    public override string RecursionOption => "\noption (maxrecursion 0)";

    public override string Quote(string identifier) => "[" + identifier.Replace("]", "]]", StringComparison.Ordinal) + "]";

    // TRIM with a list of characters came with 2017 only.
    public override string Text(string value, SqlColumn column)
    {
        if (column.Type is SqlType.Integer)
        {
            return $"cast({value} as bigint)";
        }

        var text = $"cast({value} as nvarchar(4000)) {Binary}";
        var visible = $"N'%[^' + {Functions("nchar", " + ")} + N']%'";
        var first = $"patindex({visible}, {text})";
        var last = $"(datalength({text}) / 2 - patindex({visible}, reverse({text})) + 1)";
        return $"case when {first} > 0 then substring({text}, {first}, {last} - {first} + 1) end";
    }

    public override string Day(string value, SqlColumn column, TimeZoneInfo zone) => column.Type switch
    {
        SqlType.Instant => $"datediff(day, {Epoch}, cast({value} at time zone {Literal(WindowsName(zone))} as date))",
        SqlType.Text => $"datediff(day, {Epoch}, try_convert(date, {value}, 23))",
        _ => $"datediff(day, {Epoch}, cast({value} as date))",
    };

    public override string Units(string value, SqlColumn column, bool round)
    {
        switch (column.Type)
        {
            case SqlType.Integer:
                return $"cast({value} as bigint) * 10000";
            case SqlType.Double or SqlType.Single:
                // A float of at most fifteen digits is what was written.
                var isExact = round ? "" : $" and abs({value} - round({value}, 4)) <= abs({value}) * 1e-15";
                return $"case when abs({value}) < 9e11{isExact} then cast(round({value} * 10000, 0) as bigint) end";
            default:
                var exact = column.Type is SqlType.Exact ? value : $"try_cast({value} as decimal(38, 10))";
                return round ? $"try_cast(round({exact}, 4) * 10000 as bigint)" : $"case when {exact} = round({exact}, 4) then try_cast({exact} * 10000 as bigint) end";
        }
    }

    public override string Sum(string value) => $"sum(cast({value} as bigint))";

    public override string TotalSum(string value) => $"sum(cast({value} as decimal(38, 0)))";

    public override string Count => "count_big(*)";

    public override IReadOnlyList<WeightedSum> SumOfProducts(string a, string b) =>
        [new($"sum(cast({a} as decimal(19, 0)) * cast({b} as decimal(19, 0)))", 1)];

    public override string NumberAsText(string value) => $"cast({value} as varchar(50))";

    public override string Concat(IEnumerable<string> values) => string.Join(" + ", values);

    public override string LogarithmStep(string value) => $"cast(floor(log(cast({value} as float)) * 1000) as int)";

    public override string AnyText(string value, SqlColumn column) => column.Type is SqlType.Other or SqlType.Text ? $"cast({value} as nvarchar(max)) {Binary}" : value;

    protected override string YearOf(string day) => $"year(dateadd(day, {day}, {Epoch}))";

    protected override string MonthOf(string day) => $"month(dateadd(day, {day}, {Epoch}))";

    protected override string FirstDayOf(string year, string month) => $"datediff(day, {Epoch}, datefromparts({year}, {month}, 1))";

    private static string WindowsName(TimeZoneInfo zone) => !zone.HasIanaId || !TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out var name) ? zone.Id : name;
}
