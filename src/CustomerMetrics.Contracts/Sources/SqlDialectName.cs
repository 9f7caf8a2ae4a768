namespace CustomerMetrics;

/// <summary>The kinds of SQL that facts are written in.</summary>
public enum SqlDialectName
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
