using System.Collections.Generic;
using System.Data.Common;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The tables and views of a connection by the names that -Table takes.</summary>
internal static class TableList
{
    private const string OfSqlite = "select null as table_schema, name as table_name, 1 as is_default from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name";

    private const string OfPostgreSql = "select table_schema, table_name, case when table_schema = current_schema() then 1 else 0 end as is_default from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by is_default desc, table_schema, table_name";

    private const string OfSqlServer = "select table_schema, table_name, case when table_schema = schema_name() then 1 else 0 end as is_default from information_schema.tables order by is_default desc, table_schema, table_name";

    public static IReadOnlyList<string> Read(DbConnection connection)
    {
        using var session = DatabaseSession.Open(new() { Connection = connection }, CancellationToken.None);
        var text = session.Dialect.Name switch
        {
            SqlDialectName.PostgreSql => OfPostgreSql,
            SqlDialectName.SqlServer => OfSqlServer,
            _ => OfSqlite,
        };
        return [.. session.Query(new SqlStatement(text, []), Name)];
    }

    /// <summary>The columns of one of them.</summary>
    public static IReadOnlyList<string> ReadColumns(DbConnection connection, string table)
    {
        var options = new DatabaseOptions { Connection = connection, Table = table };
        using var session = DatabaseSession.Open(options, CancellationToken.None);
        return DatabaseRows.Find(options, session).Names;
    }

    private static string Name(SqlRow row)
    {
        var table = TableName.Write(row.Text("table_name")!);
        return row.Small("is_default") == 1 ? table : TableName.Write(row.Text("table_schema")!) + "." + table;
    }
}
