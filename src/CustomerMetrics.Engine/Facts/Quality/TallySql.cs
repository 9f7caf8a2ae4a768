using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>The columns of a tally of rows.</summary>
internal static class TallySql
{
    public static string Columns(SqlDialect sql, string name, string where) => $"""
        {sql.Sum($"case when {where} then 1 else 0 end")} as {name}_rows, {sql.TotalSum($"case when {where} then amount else 0 end")} as {name}_amount,
            min(case when {where} then amount end) as {name}_lowest, max(case when {where} then amount end) as {name}_highest
        """;

    public static SqlMerge Merge(params IEnumerable<string> names) => SqlMerge.Total with
    {
        Lowest = [.. names.Select(name => name + "_lowest")],
        Highest = [.. names.Select(name => name + "_highest")],
    };

    public static RowTally Read(SqlRow row, string name) => row.Number(name + "_rows") is > 0 and var count
        ? new(count, row.Units(name + "_amount"), row.Number(name + "_lowest"), row.Number(name + "_highest"))
        : new();
}
