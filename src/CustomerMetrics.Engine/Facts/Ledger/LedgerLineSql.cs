using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>Adds the parts of customers up in the database, as <see cref="LedgerBook"/> and <see cref="LedgerLine"/> do, and reads the lines.</summary>
internal static class LedgerLineSql
{
    // A customer who changes group stands in two lines.
    private const int MovedOut = 6;
    private const int MovedIn = 7;

    /// <summary>Parts of no line, but of all from their period on or up to it: who stands still, and who is not there and has money.</summary>
    public const int SteadyFrom = 8;
    public const int SteadyUntil = 9;
    public const int OutsideFrom = 10;
    public const int OutsideUntil = 11;

    // Kinds times directions times signs.
    private const int Codes = 128;

    private const string IsOpening = "kind in (2, 3, 6)";
    private const string IsOfLine = "kind < 8";
    private const string IsCounted = "negative = 0";

    /// <summary>The sums of products: those who lose money and those who bring more must be told apart, since only one kind is a gross loss.</summary>
    private static readonly (string Name, string Product, string Where)[] Products =
    [
        ("lost_squares", "oo", "kind = 3"),
        ("less_squares", "oo", "direction < 0"),
        ("less_products", "oc", "direction < 0"),
        ("less_closing", "cc", "direction < 0"),
        ("more_squares", "oo", "kind in (2, 6) and direction >= 0"),
        ("more_products", "oc", "kind in (2, 6) and direction >= 0"),
        ("more_closing", "cc", "kind in (2, 6) and direction >= 0"),
    ];

    /// <param name="text">The statement, with the step "parts".</param>
    /// <param name="sql">The SQL that it is written in.</param>
    /// <param name="isGrouped">Whether the parts have groups.</param>
    /// <param name="hasSteady">Whether there are parts of more than one line.</param>
    public static SqlStatement Write(SqlText text, SqlDialect sql, bool isGrouped, bool hasSteady)
    {
        var parts = "parts";
        if (isGrouped)
        {
            text.Step("sides", "select 0 as side union all select 1");
            text.Step("entries", $"""
                select period, first_day,
                    case when kind = 2 and opening_grp <> closing_grp then case when side = 0 then {MovedIn} else {MovedOut} end else kind end as kind,
                    case when side = 1 or kind = 3 then opening_grp else closing_grp end as grp,
                    case when side = 0 and kind = 2 and opening_grp <> closing_grp then 0 else opening_value end as opening_value,
                    closing_value,
                    case when side = 0 then row_value else 0 end as row_value,
                    case when side = 0 then apart else 0 end as apart,
                    case when side = 0 then dated_value else 0 end as dated_value,
                    case when side = 0 then interrupted else 0 end as interrupted,
                    case when side = 0 then undecided else 0 end as undecided,
                    case when side = 0 then unreadable else 0 end as unreadable
                from parts cross join sides
                where side = 0 or (kind = 2 and opening_grp <> closing_grp)
                """);
            parts = "entries";
        }

        // One number for what parts have in common, or a planner expects as many combinations as rows, and sorts them.
        text.Step("coded", $"""
            -- kind: 0 new, 1 returned, 2 kept, 3 lost, 4 transient, 5 outside, {MovedOut} moved out, {MovedIn} moved in; {RowsSql.If(hasSteady, $"from a period on: {SteadyFrom} steady, {OutsideFrom} outside, up to one: {SteadyUntil}, {OutsideUntil}; ")}values in 1/10,000
            select {RowsSql.If(isGrouped, "grp, ")}period * {Codes} + kind * 8
                    + case when kind in (2, 6) and closing_value < opening_value then 0 when kind in (2, 6) and closing_value > opening_value then 4 else 2 end
                    + case when kind in (2, 3, 6, {SteadyFrom}, {SteadyUntil}) and (opening_value < 0 or closing_value < 0) then 1 else 0 end as code,
                first_day, opening_value, closing_value, row_value, apart, dated_value, interrupted, undecided, unreadable
            from {parts}{sql.Fence}
            """);
        var products = new[] { ("oo", "opening_value", "opening_value"), ("oc", "opening_value", "closing_value"), ("cc", "closing_value", "closing_value") }
            .SelectMany(product => sql.SumOfProducts(product.Item2, product.Item3).Select((sum, i) => $"{sum.Expression} as {product.Item1}{i}"));
        text.Step("sums", $"""
            select {RowsSql.If(isGrouped, "grp, ")}code, min(first_day) as first_day,
                {sql.Count} as customers, {sql.TotalSum("opening_value")} as opening_value, {sql.TotalSum("closing_value")} as closing_value,
                {sql.TotalSum("row_value")} as row_value, {sql.TotalSum("apart")} as apart, {sql.TotalSum("dated_value")} as dated_value,
                {sql.Sum("interrupted")} as interrupted, {sql.Sum("undecided")} as undecided, {sql.Sum("unreadable")} as unreadable,
                {string.Join(",\n    ", products)}
            from coded
            group by {RowsSql.If(isGrouped, "grp, ")}code
            """);
        text.Step("cells", $"select sums.*, code / {Codes} as period, code % {Codes} / 8 as kind, code % 8 / 2 - 1 as direction, code % 2 as negative\nfrom sums");
        return text.Select(
            $"""
            select period, {(isGrouped ? "grp, " : "")}min(first_day) as first_day,
                {string.Join(",\n    ", Columns(sql, hasSteady))}
            from cells
            group by period{(isGrouped ? ", grp" : "")}
            """,
            sql,
            SqlMerge.By("period", "grp") with { Lowest = ["first_day"] });
    }

    public static Found Read(SqlRow row, SqlDialect sql) => new(row.Small("period"), row.Has("grp") ? row.Text("grp") : null, row.Small("first_day"), ReadLine(row, sql), ReadSteady(row, sql));

    internal readonly record struct Found(int Period, string? Group, int FirstDay, LedgerLine? Line, SteadyChange? Steady);

    private static BigInteger Product(SqlRow row, SqlDialect sql, string name) =>
        sql.ProductWeights.Select((weight, i) => weight * row.Wide(Errors.Invariant($"{name}{i}"))).Aggregate(BigInteger.Zero, BigInteger.Add);

    private static SteadyChange? ReadSteady(SqlRow row, SqlDialect sql) => !row.Has("steady") ? null : new SteadyChange
    {
        Customers = row.Number("steady"),
        Value = row.Units("steady_value"),
        RowValue = row.Units("steady_rows"),
        NegativeCustomers = row.Number("steady_negative"),
        NegativeValue = row.Units("steady_negative_value"),
        Undecided = row.Number("steady_undecided"),
        Outsiders = row.Number("outsiders"),
        OutsideValue = row.Units("outsider_value"),
        Squares = new(Product(row, sql, "steady_squares")),
    };

    // Where somebody ends to stand still there may be nothing else.
    private static LedgerLine? ReadLine(SqlRow row, SqlDialect sql)
    {
        if (row.Has("line_parts") && row.Number("line_parts") == 0)
        {
            return null;
        }

        BigInteger Product(string name) => LedgerLineSql.Product(row, sql, name);
        var (lost, oo, oc, cc) = (Product("lost_squares"), Product("less_squares"), Product("less_products"), Product("less_closing"));
        var grossSquares = lost + oo - (2 * oc) + cc;
        var grossProducts = lost + oo - oc;
        var (moreOo, moreOc, moreCc) = (Product("more_squares"), Product("more_products"), Product("more_closing"));
        return new LedgerLine
        {
            Opening = row.Number("opening"),
            New = row.Number("new_customers"),
            Returned = row.Number("returned"),
            MovedIn = row.Number("moved_in"),
            Lost = row.Number("lost"),
            MovedOut = row.Number("moved_out"),
            Closing = row.Number("closing"),
            Expanded = row.Number("expanded"),
            Contracted = row.Number("contracted"),
            Transient = row.Number("transient_customers"),
            Interrupted = row.Number("interrupted"),
            Undecided = row.Number("undecided"),
            OpeningValue = row.Units("opening_value"),
            NewValue = row.Units("new_value"),
            ReturnedValue = row.Units("returned_value"),
            MovedInValue = row.Units("moved_in_value"),
            Expansion = row.Units("expansion"),
            Contraction = row.Units("contraction"),
            LostValue = row.Units("lost_value"),
            MovedOutValue = row.Units("moved_out_value"),
            ClosingValue = row.Units("closing_value"),
            TransientValue = row.Units("transient_value"),
            OutsideValue = row.Units("outside_value"),
            RefundValue = row.Units("refund_value"),
            PeriodValue = row.Units("dated_value"),
            RowValue = row.Units("row_value"),
            NegativeCustomers = row.Number("negative_customers"),
            NegativeOpeningValue = row.Units("negative_opening"),
            NegativeLoss = row.Units("negative_loss"),
            NegativeExpansion = row.Units("negative_expansion"),
            LossProducts = new(lost + oo + moreOo, grossSquares, grossProducts, grossSquares + moreOo - (2 * moreOc) + moreCc, grossProducts + moreOo - moreOc),
        };
    }

    private static IEnumerable<string> Columns(SqlDialect sql, bool hasSteady)
    {
        string OfLine(string value) => hasSteady ? Money(value, IsOfLine) : $"sum({value})";
        string Count(string where) => $"sum(case when {where} then customers else 0 end)";
        string Money(string value, string where) => $"sum(case when {where} then {value} else 0 end)";
        yield return Count(IsOpening) + " as opening";
        yield return Count("kind = 0") + " as new_customers";
        yield return Count("kind = 1") + " as returned";
        yield return Count($"kind = {MovedIn}") + " as moved_in";
        yield return Count("kind = 3") + " as lost";
        yield return Count($"kind = {MovedOut}") + " as moved_out";
        yield return Count("kind in (0, 1, 2, 7)") + " as closing";
        yield return Count("kind = 4") + " as transient_customers";
        yield return Count("direction > 0") + " as expanded";
        yield return Count("direction < 0") + " as contracted";
        yield return Money("opening_value", IsOpening) + " as opening_value";
        yield return Money("closing_value", "kind = 0") + " as new_value";
        yield return Money("closing_value", "kind = 1") + " as returned_value";
        yield return Money("closing_value", $"kind = {MovedIn}") + " as moved_in_value";
        yield return Money("closing_value - opening_value", "direction > 0") + " as expansion";
        yield return Money("opening_value - closing_value", "direction < 0") + " as contraction";
        yield return Money("opening_value", "kind = 3") + " as lost_value";
        yield return Money("closing_value", $"kind = {MovedOut}") + " as moved_out_value";
        yield return Money("closing_value", "kind in (0, 1, 2, 7)") + " as closing_value";
        yield return Money("closing_value", "kind = 4") + " as transient_value";
        yield return Money("closing_value", "kind = 5") + " as outside_value";
        yield return $"{OfLine("row_value")} as row_value, sum(apart) as refund_value, sum(dated_value) as dated_value";
        yield return $"sum(interrupted) as interrupted, {OfLine("undecided")} as undecided, sum(unreadable) as unreadable";
        var isNegative = hasSteady ? $"negative = 1 and {IsOfLine}" : "negative = 1";
        yield return Count(isNegative) + " as negative_customers";
        yield return Money("opening_value", isNegative) + " as negative_opening";
        yield return Money("opening_value - case when kind = 3 then 0 else closing_value end", "negative = 1 and (kind = 3 or direction < 0)") + " as negative_loss";
        yield return Money("closing_value - opening_value", "negative = 1 and direction > 0") + " as negative_expansion";
        foreach (var column in hasSteady ? SteadyColumns(sql) : [])
        {
            yield return column;
        }

        foreach (var (name, product, where) in Products)
        {
            foreach (var i in Enumerable.Range(0, sql.ProductWeights.Count))
            {
                yield return $"{sql.NumberAsText(Money(product + i, $"{IsCounted} and {where}"))} as {name}{i}";
            }
        }
    }

    // What begins less what ends.
    private static IEnumerable<string> SteadyColumns(SqlDialect sql)
    {
        string Change(string value, string where, int from) => $"sum(case when kind = {from}{where} then {value} when kind = {from + 1}{where} then -{value} else 0 end)";
        const string isNegative = " and negative = 1";
        yield return $"sum(case when {IsOfLine} then customers else 0 end) as line_parts";
        yield return Change("customers", "", SteadyFrom) + " as steady";
        yield return Change("closing_value", "", SteadyFrom) + " as steady_value";
        yield return $"{Change("row_value", "", SteadyFrom)} + {Change("row_value", "", OutsideFrom)} as steady_rows";
        yield return Change("customers", isNegative, SteadyFrom) + " as steady_negative";
        yield return Change("closing_value", isNegative, SteadyFrom) + " as steady_negative_value";
        yield return Change("undecided", "", SteadyFrom) + " as steady_undecided";
        yield return Change("customers", "", OutsideFrom) + " as outsiders";
        yield return Change("closing_value", "", OutsideFrom) + " as outsider_value";
        foreach (var i in Enumerable.Range(0, sql.ProductWeights.Count))
        {
            yield return $"{sql.NumberAsText(Change(Errors.Invariant($"oo{i}"), " and " + IsCounted, SteadyFrom))} as steady_squares{i}";
        }
    }
}
