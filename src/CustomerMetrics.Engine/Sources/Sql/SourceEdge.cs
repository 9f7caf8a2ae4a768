using System;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>What must be known before the first fact: the last day with a row, and the currency of the rows.</summary>
internal static class SourceEdge
{
    public static SqlStatement Write(SqlSource source, bool asksCurrency)
    {
        if (source.Contract is not null)
        {
            return WriteTerms(source, asksCurrency);
        }

        var (sql, date) = (source.Sql, source.Schema[source.Parts.Date]);

        // The last date is found by an index, where there is one; the last of its days is not.
        var isDated = date.Type is SqlType.Date or SqlType.DateTime or SqlType.Instant;
        var day = isDated ? source.Column(source.Parts.Date) : sql.Day(source.Column(source.Parts.Date), date, source.Zone);
        var amount = sql.Units(source.Column(source.Parts.Amount), source.Schema[source.Parts.Amount], source.RoundAmount);
        var filter = source.Refund is RefundRule.Ignore ? $"\n    where coalesce({amount}, 0) >= 0" : "";
        var text = new SqlText();
        text.SourceStep("source_rows", $"{day} as date_of_row{(asksCurrency ? $", {CurrencyOf(source)} as currency" : "")}", source.From, filter);
        return Select(text, sql, isDated ? sql.Day("max(date_of_row)", date, source.Zone) : "max(date_of_row)", "source_rows", asksCurrency);
    }

    public static string CurrencyOf(SqlSource source) => source.Sql.Upper(source.Sql.Text(source.Column(source.Parts.Currency), source.Schema[source.Parts.Currency]));

    public static (int? Last, string? Currency) Read(SqlRow row) => (row.IsNull("last_day") ? null : row.Small("last_day"), row.Text("currency"));

    // The end of a term is a day that is known of, where it has one; one in the future counts as tomorrow.
    private static SqlStatement WriteTerms(SqlSource source, bool asksCurrency)
    {
        var (sql, date) = (source.Sql, source.Parts.Date);
        var text = new SqlText();
        var tomorrow = text.Parameter("tomorrow", PeriodCalendar.Day(source.Tomorrow));
        string[] columns = [sql.Day(source.Column(date), source.Schema[date], source.Zone) + " as day", .. TermsSql.Days(source), .. asksCurrency ? [CurrencyOf(source) + " as currency"] : Array.Empty<string>()];
        text.RowStep("source_rows", string.Join(",\n        ", columns), source.From);
        TermsSql.Write(text, source, withAmount: false);
        return Select(text, sql, Errors.Invariant($"max(case when ends_on <= day or ends_on > {TermReader.LastOfAllDays} then day when ends_on < {tomorrow} then ends_on else {tomorrow} end)"), TermsSql.Step, asksCurrency);
    }

    private static SqlStatement Select(SqlText text, SqlDialect sql, string last, string from, bool asksCurrency) =>
        text.Select($"select {last} as last_day, {(asksCurrency ? "min(currency)" : "null")} as currency\nfrom {from}", sql, SqlMerge.Total with { Highest = ["last_day"], Lowest = ["currency"] });
}
