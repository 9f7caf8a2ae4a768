using System;
using System.Collections.Generic;
using System.Numerics;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>SQLite, which types each value by itself: what a value is decides how it is read, not what its column was declared as.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    // Julian day of the start of 0001-01-01.
    private const string Epoch = "1721425.5";
    private const int LimbBits = 30;
    private const long Limb = 1L << LimbBits;

    public override SqlDialectName Name => SqlDialectName.Sqlite;

    public override string Inline => "not materialized ";

    public override string Kept => "materialized ";

    // Or each day and amount would be read anew wherever a later step names it: a ledger takes half the time by it.
    public override string Rows => Kept;

    public override string Quote(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public override string Text(string value, SqlColumn column) => $"nullif(trim(cast({value} as text), {Functions("char", " || ")}), '')";

    // Text alone: a number may count seconds, days or anything. An instant with a zone is not converted, since there are no zones here.
    public override string Day(string value, SqlColumn column, TimeZoneInfo zone) =>
        $"case when typeof({value}) = 'text' and date(substr({value}, 1, 10)) = substr({value}, 1, 10) and {IsLocal(value)} then cast(julianday(substr({value}, 1, 10)) - {Epoch} as integer) end";

    // A double of at most fifteen digits is what was written. Beyond 2^53 units it is not.
    public override string Units(string value, SqlColumn column, bool round)
    {
        var isExact = round ? "" : $" and round({value}, 4) = cast(printf('%.15g', {value}) as real)";
        return $"case typeof({value}) when 'integer' then case when abs({value}) < 900000000000000 then {value} * 10000 end when 'real' then case when abs({value}) < 900000000000{isExact} then cast(round({value} * 10000) as integer) end end";
    }

    public override IReadOnlyList<WeightedSum> SumOfProducts(string a, string b)
    {
        var (aHigh, aLow, bHigh, bLow) = ($"({a} / {Limb})", $"({a} % {Limb})", $"({b} / {Limb})", $"({b} % {Limb})");
        return
        [
            new($"sum({aHigh} * {bHigh})", (BigInteger)Limb * Limb),
            new($"sum({aHigh} * {bLow} + {aLow} * {bHigh})", Limb),
            new($"sum({aLow} * {bLow} / {Limb})", Limb),
            new($"sum({aLow} * {bLow} % {Limb})", 1),
        ];
    }

    public override string NumberAsText(string value) => value;

    public override string Concat(IEnumerable<string> values) => string.Join(" || ", values);

    public override string LogarithmStep(string value) => $"cast(ln({value}) * 1000 as integer)";

    public override string AnyText(string value, SqlColumn column) => $"coalesce({value}, '') collate binary";

    public override string DayOfMonth(string day) => $"cast(strftime('%d', {day} + {Epoch}) as integer)";

    protected override string YearOf(string day) => $"cast(strftime('%Y', {day} + {Epoch}) as integer)";

    protected override string MonthOf(string day) => $"cast(strftime('%m', {day} + {Epoch}) as integer)";

    protected override string FirstDayOf(string year, string month) => $"cast(julianday(printf('%04d-%02d-01', {year}, {month})) - {Epoch} as integer)";

    private static string IsLocal(string value) => $"substr({value}, 11) not glob '*[Zz+-]*'";
}
