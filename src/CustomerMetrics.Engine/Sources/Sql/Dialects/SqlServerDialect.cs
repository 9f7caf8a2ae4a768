using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>SQL Server 2016 and later.</summary>
internal sealed class SqlServerDialect : SqlDialect
{
    private const string Epoch = "cast('0001-01-01' as date)";
    private const string Binary = "collate Latin1_General_100_BIN2";
    private const int Decimals = 4;

    // Of this type, or a product with money would be money, whose range is small.
    private const string TenThousand = "cast(10000 as decimal(5, 0))";

    // More characters than this fit into nvarchar(max) alone, by which rows are grouped more slowly.
    private const int MostCharacters = 4000;

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

        var text = $"{Characters(value, column)} {Binary}";
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
            case SqlType.Single:
                // What was written is the shortest number that is stored as this one.
                var shortest = string.Concat(Enumerable.Range(0, Decimals).Select(i => Errors.Invariant($" when cast(round(cast({value} as float), {i}) as real) = {value} then round(cast({value} as float), {i})")));
                var number = $"case{shortest}{(round ? $" else round(cast({value} as float), {Decimals})" : $" when cast(round(cast({value} as float), {Decimals}) as real) = {value} then round(cast({value} as float), {Decimals})")} end";
                return $"case when abs({value}) < 9e11 then cast(round({number} * 10000, 0) as bigint) end";
            case SqlType.Double:
                // A float of at most fifteen digits is what was written.
                var isExact = round ? "" : $" and abs({value} - round({value}, {Decimals})) <= abs({value}) * 1e-15";
                return $"case when abs({value}) < 9e11{isExact} then cast(round({value} * 10000, 0) as bigint) end";
            default:
                var exact = column.Type is SqlType.Exact ? value : $"try_cast({value} as decimal(38, 18))";
                return round ? $"try_cast(round({exact}, {Decimals}) * {TenThousand} as bigint)" : $"case when {exact} = round({exact}, {Decimals}) then try_cast({exact} * {TenThousand} as bigint) end";
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

    // Blanks at the end do not count in a comparison, so none may stand there.
    public override string AnyText(string value, SqlColumn column) => column.Type is SqlType.Other or SqlType.Text ? $"(coalesce(cast({value} as nvarchar(max)), N'') + N'.') {Binary}" : value;

    public override string DayOfMonth(string day) => $"day(dateadd(day, {day}, {Epoch}))";

    protected override string YearOf(string day) => $"year(dateadd(day, {day}, {Epoch}))";

    protected override string MonthOf(string day) => $"month(dateadd(day, {day}, {Epoch}))";

    protected override string FirstDayOf(string year, string month) => $"datediff(day, {Epoch}, datefromparts({year}, {month}, 1))";

    // A plain cast tells six digits of a binary number, and the minute of a time.
    private static string Characters(string value, SqlColumn column) => column.Type switch
    {
        SqlType.Double or SqlType.Single => $"case when {value} = floor({value}) and abs({value}) < 1e15 then cast(cast({value} as bigint) as nvarchar(40)) else convert(nvarchar(40), {value}, 3) end",
        SqlType.DateTime => $"convert(nvarchar(40), {value}, 121)",
        SqlType.Text or SqlType.Other when column.Size is not (> 0 and <= MostCharacters) => $"cast({value} as nvarchar(max))",
        _ => $"cast({value} as nvarchar({MostCharacters}))",
    };

    private static string WindowsName(TimeZoneInfo zone) => !zone.HasIanaId || !TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out var name) ? zone.Id : name;
}
