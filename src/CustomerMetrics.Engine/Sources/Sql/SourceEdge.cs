namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>What must be known before the first fact: the last day with a row, and the currency of the rows.</summary>
internal static class SourceEdge
{
    public static SqlStatement Write(SqlSource source, bool asksCurrency)
    {
        var sql = source.Sql;
        var text = new SqlText();
        text.SourceStep("source_rows", $"select {sql.Day(source.Column(source.Parts.Date), source.Schema[source.Parts.Date], source.Zone)} as day, {(asksCurrency ? CurrencyOf(source) : "null")} as currency\nfrom {source.From}");
        return text.Select("select max(day) as last_day, min(currency) as currency from source_rows", sql);
    }

    public static string CurrencyOf(SqlSource source) => source.Sql.Upper(source.Sql.Text(source.Column(source.Parts.Currency), source.Schema[source.Parts.Currency]));

    public static (int? Last, string? Currency) Read(SqlRow row) => (row.IsNull("last_day") ? null : row.Small("last_day"), row.Text("currency"));
}
