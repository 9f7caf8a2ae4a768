using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>Counts the rows that cannot be read, by what is wrong with them. Asked only once a fact has met some.</summary>
internal static class UnreadableRows
{
    private static readonly (string Column, string Words)[] Problems =
    [
        ("without_customer", "without a customer"),
        ("without_day", "whose date is empty, is no date, or is an instant that the database cannot bring to the reporting zone"),
        ("without_amount", "whose amount is empty, is no number, or has more than four decimals"),
        ("without_end", "whose end or cancellation is no date"),
        ("ends_early", "whose term ends before it starts"),
        ("without_month", "whose billing period is empty, is unknown, or has a number before it"),
        ("without_cost", "whose cost is empty, is no number, or has more than four decimals"),
        ("other_currency", "without a currency, or in another one than the rest"),
        ("has_blanks", "whose customer has blanks at its ends, so that -PerShard may not find it where the other rows of the customer are"),
    ];

    public static CustomerMetricsException Explain(SqlSource source, DatabaseSession database)
    {
        var text = new SqlText();
        var rows = new RowsSql(source, text, [], withCost: true);
        rows.Seen("seen_rows", text.Parameter("as_of", Calendar.PeriodCalendar.Day(source.AsOf)));
        var statement = text.Select(
            $"""
            select {source.Sql.Count} as all_rows,
                {string.Join(",\n    ", Conditions(source, rows).Zip(Problems, (condition, problem) => $"{source.Sql.Sum($"case when {condition} then 1 else 0 end")} as {problem.Column}"))}
            from seen_rows
            """,
            source.Sql,
            SqlMerge.Total);
        var (count, found) = database.Query(statement, row => (row.Number("all_rows"), Problems.Select(problem => (problem.Words, Count: row.Number(problem.Column))).ToList())).Single();
        var problems = found.Where(problem => problem.Count > 0).Select(problem => Errors.Invariant($"{problem.Count:#,0} {problem.Words}"));
        return new(
            "RowsUnreadable",
            FailureKind.InvalidData,
            Errors.Invariant($"{source.Name}: of {count:#,0} rows some cannot be read: {string.Join("; ", problems)}."),
            $"Correct them, or give -Query with a SELECT that leaves them out or casts them; -RoundAmount rounds to four decimals. {(source.Contract is null ? "Import-CustomerTransaction" : "Import-CustomerSubscription, which reads '3 months' as well,")} tells the first one, and with -BadRow Report it counts them and goes on.",
            source.Name);
    }

    private static IEnumerable<string> Conditions(SqlSource source, RowsSql rows) =>
    [
        "customer is null",
        "day is null",
        source.Contract is null ? "amount is null" : "billed is null",
        source.Contract is null ? "1 = 0" : "end_unreadable = 1",
        source.Contract is null ? "1 = 0" : "ends_early = 1",
        source.Contract is null ? "1 = 0" : "billed is not null and amount is null",
        source.Parts.Cost >= 0 ? "cost is null" : "1 = 0",
        source.Parts.Currency >= 0 ? "other_currency = 1" : "1 = 0",
        rows.HasBlanks ? "has_blanks = 1" : "1 = 0",
    ];
}
