namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The dialects by name.</summary>
internal static class SqlDialects
{
    public static SqlDialect Of(SqlDialectName name) => name switch
    {
        SqlDialectName.PostgreSql => new PostgreSqlDialect(),
        SqlDialectName.SqlServer => new SqlServerDialect(),
        _ => new SqliteDialect(),
    };
}
