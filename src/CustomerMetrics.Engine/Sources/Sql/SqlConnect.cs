using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Makes a connected source: finds the dialect, reads the columns, maps them. No row is read.</summary>
internal static class SqlConnect
{
    public static SqlSource Connect(DatabaseOptions options, ImportOptions import, CancellationToken cancellationToken)
    {
        if (import.ExchangeRates is not null)
        {
            throw new CustomerMetricsException("RatesNotInDatabase", FailureKind.NotSupported, "Exchange rates are not applied inside a database.", "Convert the amounts in -Query, or read the rows into memory with Import-CustomerTransaction.");
        }

        using var session = DatabaseSession.Open(options, cancellationToken);
        var rows = DatabaseRows.Find(options, session);
        var parts = ColumnMapper.Map(rows.Names, import.Columns, import.Contract, rows.Name, rows.Name);
        var shards = options.PerShard ? ShardCatalog.Find(options, session, rows.Names[parts.Customer]) : null;
        return new SqlSource
        {
            Name = rows.Name,
            Database = new(options with { Dialect = session.Dialect.Name }, shards),
            Sql = session.Dialect,
            From = rows.From,
            Schema = rows.Columns,
            Parts = parts,
            Zone = import.TimeZone,
            Tomorrow = import.Tomorrow,
            RoundAmount = import.RoundAmount,
            TimeZone = import.TimeZone.Id,
            Refund = import.Refund,
            Contract = import.Contract,
            Currency = import.Currency?.Trim().ToUpperInvariant(),
            GroupColumns = rows.Names,
            Dialect = session.Dialect.Name,
            Table = options.Table,
            Query = options.Query,
            Columns = parts.ByPart(),
            CommandTimeout = options.CommandTimeout,
            ShowSql = options.ShowSql,
            PerShard = options.PerShard,
            GivenAsOf = import.AsOf,
        };
    }
}
