namespace CustomerMetrics;

/// <summary>The drivers that a connection string can be given to.</summary>
public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
    Odbc,
    OleDb,
}
