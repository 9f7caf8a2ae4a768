using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Cohorts;

/// <summary>The cohort fact from a database, and the members behind it: a line for each period, group and bin, or for each customer.</summary>
internal static class CohortSql
{
    // Lines of nobody's cohort: those left out since they were known before, and those outside the range.
    private const int NoPeriod = -1;
    private const int EarlierBin = -3;
    private const int OutOfRange = -4;

    public static CohortFact Ask(SqlSource source, CohortQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        if (FirstDayOfTerms(session, source, question.AsOf) is not { } firstDay)
        {
            return new(null, 0, []);
        }

        var text = new SqlText();
        var sql = source.Sql;
        var rows = WriteCustomers(text, source, question, firstDay);
        var areChanges = source.Contract is not null && CohortTermsSql.AreChanges(question);
        var isCounted = question.Measure is CohortMeasure.Customers;
        var isKept = "standing = 1";
        text.Step("sorted", $"""
            select case when {isKept} then period else {NoPeriod} end as period, case when {isKept} then done else 0 end as done,
                {RowsSql.If(rows.IsGrouped, $"case when {isKept} then grp else '' end as grp, ")}case when {isKept} then bin when standing = 2 then {EarlierBin} else {OutOfRange} end as bin,
                first_row, is_first, value, apart, orders, {(question.IsRolling && !areChanges ? "case when active = 1 and bin = last_bin then 1 else 0 end as active" : "active")},
                {RowsSql.If(!isCounted, "measured, base, case when is_first = 1 then base else 0 end as own_base, ")}{RowsSql.If(areChanges && !isCounted, "size, ")}{RowsSql.If(question.Measure is CohortMeasure.CumulativeRevenue, "so_far, so_far - measured as before, ")}unreadable
            from customers
            """);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var products = Products(question, areChanges).SelectMany(product => sql.SumOfProducts(product.A, product.B).Select((sum, i) => Errors.Invariant($"{sql.NumberAsText(sum.Expression)} as {product.Name}{i}")));
        var statement = text.Select(
            $"""
            select period, done, {group}bin, min(first_row) as first_row, {sql.Sum("is_first")} as customers, {sql.Sum("active")} as active, {sql.Sum("orders")} as orders,
                {sql.TotalSum("value")} as value, {sql.TotalSum("apart")} as apart,
                {RowsSql.If(!isCounted, $"{sql.TotalSum("own_base")} as base,\n    {string.Join(",\n    ", products)},\n    ")}{sql.Sum("unreadable")} as unreadable
            from sorted
            group by period, done, {group}bin
            """,
            sql,
            SqlMerge.By("period", "done", "grp", "bin") with { Lowest = ["first_row"] });
        var fact = Gather([.. session.Query(statement, row => Read(row, sql, rows.IsGrouped, question))], rows.IsGrouped, areChanges);
        return source.Contract is null ? fact : fact with { FirstDay = firstDay };
    }

    /// <summary>The customers of the cohorts, and what they did in the one bracket of the question.</summary>
    public static IEnumerable<CohortFactMember> Members(SqlSource source, CohortQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        if (FirstDayOfTerms(session, source, question.AsOf) is not { } firstDay)
        {
            yield break;
        }

        var text = new SqlText();
        var sql = source.Sql;
        var rows = WriteCustomers(text, source, question, firstDay);
        var group = RowsSql.If(rows.IsGrouped, "grp, ");
        var statement = text.Select(
            $"""
            select customer, first_day, done, {group}{sql.Sum("case when bin = 0 then orders else 0 end")} as orders, {sql.Sum("case when bin = 0 then value else 0 end")} as value, {sql.Sum("unreadable")} as unreadable
            from customers
            where standing = 1 or unreadable > 0
            group by customer, first_day, {group}done
            """,
            sql,
            SqlMerge.Lines);
        foreach (var member in session.Query(statement, row => new CohortFactMember(row.Text("customer")!, row.Small("first_day"), row.Small("done"), rows.IsGrouped ? row.Text("grp") : null, row.Number("orders"), row.Units("value"))))
        {
            yield return member;
        }
    }

    // Only terms ask for it: it meets rows that cannot be read, and says how many offsets there are. Any day will do for activities.
    private static int? FirstDayOfTerms(FactSession session, SqlSource source, int asOf) => source.Contract is null ? 0 : FirstDaySql.Ask(session, source, asOf);

    // What each customer did in each bin.
    private static RowsSql WriteCustomers(SqlText text, SqlSource source, CohortQuestion question, int firstDay)
    {
        var sql = source.Sql;
        var rows = new RowsSql(source, text, question.GroupBy, withCost: question.LessCost);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        if (question.Returns is null)
        {
            rows.Known();
        }

        if (source.Contract is null)
        {
            WriteShares(text, source, rows, question);
        }
        else
        {
            CohortTermsSql.Write(text, source, rows, question, firstDay);
        }

        var ofCustomer = question.Returns is null ? "over (partition by customer)" : "over (partition by customer, first_day)";
        var areChanges = source.Contract is not null && CohortTermsSql.AreChanges(question);
        var measured = question.Measure is CohortMeasure.Orders ? "orders" : "value";
        text.Step("cohorts", $"""
            select customer, first_day, bin, first_row, value, apart, orders, active, is_first, unreadable, {RowsSql.If(areChanges && question.Measure is not CohortMeasure.Customers, "size, ")}
                case when bin >= 0 then {measured} else 0 end as measured, max(case when is_first = 1 then base end) {ofCustomer} as base,
                {RowsSql.If(rows.IsGrouped, $"max(grp) {ofCustomer} as grp,\n    ")}{RowsSql.If(question.IsRolling && !areChanges, $"max(case when active = 1 then bin end) {ofCustomer} as last_bin,\n    ")}{RowsSql.If(question.Measure is CohortMeasure.CumulativeRevenue, $"sum(case when bin >= 0 then {measured} else 0 end) over (partition by customer{RowsSql.If(question.Returns is not null, ", first_day")} order by bin rows unbounded preceding) as so_far,\n    ")}{sql.PeriodOf("first_day", question.Period)} as period
            from shares
            """);
        var isKnown = rows.HasFirstSeen && question.Returns is null;
        var isEarlier = isKnown ? $"case when {sql.PeriodOf("known.first_seen", question.Period)} < period then 2 else 1 end" : "1";
        text.Step("customers", $"""
            select cohorts.*, {OffsetSql.Done(text, sql, question)} as done,
                case when period >= {text.Parameter("first_period", question.FirstPeriod)} and period <= {text.Parameter("last_period", question.LastPeriod)} then {isEarlier} else 0 end as standing
            from cohorts{RowsSql.If(isKnown, " left join known on known.customer = cohorts.customer")}
            """);
        return rows;
    }

    // The days of customers, put into bins.
    private static void WriteShares(SqlText text, SqlSource source, RowsSql rows, CohortQuestion question)
    {
        var sql = source.Sql;
        var isCalendar = question.Offset is CohortOffset.Calendar;
        var isReturn = question.Returns is not null;
        DaysSql.Write(text, source, rows, "seen_days", question.Refund is RefundRule.Separate, isCalendar || isReturn ? question.Period : null);
        if (question.Returns is { } rule)
        {
            ReturnSql.Write(text, sql, rule, question);
        }
        else
        {
            text.Step("spans", $"""
                select *, min(case when activity = 1 then day end) over (partition by customer) as first_day{RowsSql.If(isCalendar, ",\n    min(case when activity = 1 then period end) over (partition by customer) as first_period")}
                from seen_days
                """);
        }

        var elapsed = isCalendar ? "period - first_period" : OffsetSql.Elapsed(sql, question.OffsetUnit, "day", "first_day");
        text.Step("placed", $"""
            select customer, day, first_day, {(rows.HasCost ? "value - cost as value" : "value")}, apart, activity, {RowsSql.If(rows.IsGrouped, "grp, ")}unreadable,
                case when {(isCalendar ? "period >= first_period" : "day >= first_day")} then {elapsed} else {CohortQuestion.Before} end as slot
            from spans
            """);
        text.Step("binned", $"select placed.*, {Bin(text, question)} as bin\nfrom placed");
        var measure = question.Measure is CohortMeasure.Orders ? "activity" : "value";
        text.Step("shares", $"""
            select customer, first_day, bin, min(day) as first_row, {sql.Sum("value")} as value, {sql.Sum("apart")} as apart, {sql.Sum("activity")} as orders, max(activity) as active,
                {RowsSql.If(rows.IsGrouped, "max(case when day = first_day then grp end) as grp, ")}{sql.Sum($"case when slot = 0 then {measure} else 0 end")} as base,
                max(case when day = first_day then 1 else 0 end) as is_first, {sql.Sum("unreadable")} as unreadable
            from binned
            group by customer, first_day, bin
            """);
    }

    private static string Bin(SqlText text, CohortQuestion question)
    {
        if (question.Brackets.Count == 0)
        {
            return "slot";
        }

        var cases = question.Brackets.Select((bracket, i) => $"when slot >= {text.Parameter(Errors.Invariant($"from{i}"), bracket.From)} and slot <= {text.Parameter(Errors.Invariant($"to{i}"), bracket.To)} then {i}");
        return $"case {string.Join(" ", cases)} when slot < 0 then {CohortQuestion.Before} else {CohortQuestion.Outside} end";
    }

    private static IEnumerable<(string Name, string A, string B)> Products(CohortQuestion question, bool areChanges) => question.Measure is CohortMeasure.CumulativeRevenue
        ? [("own", "own_base", "own_base"), ("pair", "measured", "base"), ("square", "so_far", "so_far"), ("less", "before", "before")]
        : [("own", "own_base", "own_base"), ("pair", "measured", "base"), ("square", "measured", areChanges ? "size" : "measured")];

    private static Found Read(SqlRow row, SqlDialect sql, bool isGrouped, CohortQuestion question)
    {
        BigInteger Product(string name) => sql.ProductWeights.Select((weight, i) => weight * row.Wide(Errors.Invariant($"{name}{i}"))).Aggregate(BigInteger.Zero, BigInteger.Add);
        var isCounted = question.Measure is CohortMeasure.Customers;
        return new(
            row.Small("period"),
            row.Small("done"),
            isGrouped ? row.Text("grp") : null,
            row.Small("bin"),
            row.IsNull("first_row") ? int.MaxValue : row.Small("first_row"),
            row.Number("customers"),
            isCounted ? 0 : row.Units("base"),
            isCounted ? 0 : Product("own"),
            new()
            {
                Active = row.Number("active"),
                Orders = row.Number("orders"),
                Value = row.Units("value"),
                Refunds = row.Units("apart"),
                Squares = new(isCounted ? 0 : Product("square") - (question.Measure is CohortMeasure.CumulativeRevenue ? Product("less") : 0)),
                Products = new(isCounted ? 0 : Product("pair")),
            });
    }

    private static CohortFact Gather(List<Found> found, bool isGrouped, bool areChanges)
    {
        if (found.Count == 0)
        {
            return new(null, 0, []);
        }

        var groups = GroupNames.Of(found.Where(line => line.Period != NoPeriod).Select(line => line.Group), isGrouped);
        var lines = found.Where(line => line.Period != NoPeriod)
            .GroupBy(line => (line.Period, line.Done, Group: groups.KeyOf(line.Group)))
            .OrderBy(line => line.Key)
            .Select(line => LineOf([.. line], areChanges));
        return new(found.Min(line => line.FirstRow), found.Where(line => line.Bin == EarlierBin).Sum(line => line.Customers), [.. lines]);
    }

    private static CohortLine LineOf(IReadOnlyList<Found> bins, bool areChanges)
    {
        var line = new CohortLine(bins[0].Period, bins[0].Done, bins[0].Group);
        var squares = BigInteger.Zero;
        foreach (var found in bins)
        {
            line.Customers += found.Customers;
            line.Base += found.Base;
            squares += found.BaseSquares;
            if (found.Bin == CohortQuestion.Before)
            {
                line.Before = found.Of;
            }
            else if (found.Bin >= 0)
            {
                line.BinAt(found.Bin);
                line.Bins[found.Bin] = found.Of;
            }
        }

        line.BaseSquares = new(squares);
        if (areChanges)
        {
            line.AddUp();
        }

        return line;
    }

    private readonly record struct Found(int Period, int Done, string? Group, int Bin, int FirstRow, long Customers, System.Int128 Base, BigInteger BaseSquares, CohortBin Of);
}
