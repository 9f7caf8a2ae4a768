using System.Data.Common;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The dialects by name, and the one of a connection.</summary>
internal static class SqlDialects
{
    public static SqlDialect Of(SqlDialectName name) => name switch
    {
        SqlDialectName.PostgreSql => new PostgreSqlDialect(),
        SqlDialectName.SqlServer => new SqlServerDialect(),
        _ => new SqliteDialect(),
    };

    public static SqlDialectName Detect(DbConnection connection) => connection.GetType().Name switch
    {
        "NpgsqlConnection" => SqlDialectName.PostgreSql,
        "SqlConnection" => SqlDialectName.SqlServer,
        _ => SqlDialectName.Sqlite,
    };
}
