using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Makes a connected source: finds the dialect, reads the columns, maps them. No row is read.</summary>
internal static class SqlConnect
{
    public static SqlSource Connect(DatabaseOptions options, ImportOptions import, CancellationToken cancellationToken)
    {
        var database = new Database(options);
        using var session = database.Open(cancellationToken);
        var dialect = SqlDialects.Of(options.Dialect ?? SqlDialects.Detect(session.Connection));
        var name = options.Table ?? "the query";
        var from = options.Table is { } table ? string.Join('.', table.Split('.').Select(dialect.Quote)) : $"(\n{options.Query}\n) as source_query";
        var schema = session.Describe(from);
        var parts = ColumnMapper.Map([.. schema.Select(column => column.Name)], import.Columns, name, name);
        var source = new SqlSource
        {
            Name = name,
            Database = database,
            Sql = dialect,
            From = from,
            Schema = schema,
            Parts = parts,
            Zone = import.TimeZone,
            Tomorrow = import.Tomorrow,
            RoundAmount = import.RoundAmount,
            TimeZone = import.TimeZone.Id,
            Refund = import.Refund,
            Currency = import.Currency?.Trim().ToUpperInvariant(),
            GroupColumns = [.. schema.Select(column => column.Name)],
            Dialect = dialect.Name,
            Table = options.Table,
            Query = options.Query,
            Columns = parts.ByPart(),
            CommandTimeout = options.CommandTimeout,
            ShowSql = options.ShowSql,
            GivenAsOf = import.AsOf,
        };
        return source;
    }
}
