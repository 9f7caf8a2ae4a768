using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Finds the parts of a table in the catalog of PostgreSQL. No shard is asked.</summary>
internal static class ShardCatalog
{
    private const string Parts = """
        select foreign_server.srvname as server, wrapper.fdwname as wrapper,
            coalesce((select option_value from pg_catalog.pg_options_to_table(part.ftoptions) where option_name = 'schema_name'), part_schema.nspname) as table_schema,
            coalesce((select option_value from pg_catalog.pg_options_to_table(part.ftoptions) where option_name = 'table_name'), part_class.relname) as table_name,
            (select min(renamed.attname) from pg_catalog.pg_attribute renamed where renamed.attrelid = part_class.oid and exists (
                select 1 from pg_catalog.pg_options_to_table(renamed.attfdwoptions) where option_name = 'column_name' and option_value <> renamed.attname)) as renamed
        from pg_catalog.pg_partitioned_table parted
            join pg_catalog.pg_attribute part_key on part_key.attrelid = parted.partrelid and part_key.attnum = parted.partattrs[0]
            join pg_catalog.pg_inherits inherited on inherited.inhparent = parted.partrelid
            join pg_catalog.pg_class part_class on part_class.oid = inherited.inhrelid
            join pg_catalog.pg_namespace part_schema on part_schema.oid = part_class.relnamespace
            left join pg_catalog.pg_foreign_table part on part.ftrelid = part_class.oid
            left join pg_catalog.pg_foreign_server foreign_server on foreign_server.oid = part.ftserver
            left join pg_catalog.pg_foreign_data_wrapper wrapper on wrapper.oid = foreign_server.srvfdw
        where parted.partrelid = pg_catalog.to_regclass(
        """;

    private const string Extension = "select space.nspname as functions from pg_catalog.pg_extension ext join pg_catalog.pg_namespace space on space.oid = ext.extnamespace where ext.extname = 'dblink'";

    public static ShardedTable Find(DatabaseOptions options, DatabaseSession session, string customer)
    {
        if (session.Dialect.Name is not SqlDialectName.PostgreSql || options.Table is null)
        {
            throw NotSupported("only a table of PostgreSQL can be", "Leave -PerShard out, or name a partitioned table of PostgreSQL with -Table.");
        }

        var functions = session.Query(new SqlStatement(Extension, []), row => row.Text("functions")!).SingleOrDefault()
            ?? throw NotSupported("the database lacks the extension dblink", "Have it made there with CREATE EXTENSION dblink, or leave -PerShard out.");
        return new(session.Dialect.Quote(functions) + ".", ShardsOf(options.Table, session, customer));
    }

    private static IReadOnlyList<Shard> ShardsOf(string table, DatabaseSession session, string customer)
    {
        var text = new SqlText();
        var (name, key) = (text.Parameter("table", TableName.Quote(table, session.Dialect)), text.Parameter("customer", customer));
        var statement = text.Select($"{Parts}{name}) and parted.partnatts = 1 and part_key.attname = {key}\norder by part_class.relname", session.Dialect, SqlMerge.Lines) with { Sharded = null };
        var found = session.Query(statement, row => (
            Server: row.Text("server"),
            Wrapper: row.Text("wrapper"),
            Table: session.Dialect.Quote(row.Text("table_schema")!) + "." + session.Dialect.Quote(row.Text("table_name")!),
            Renamed: row.Text("renamed"))).ToList();
        if (found.Count == 0 || found.Exists(part => part.Wrapper != "postgres_fdw"))
        {
            throw new CustomerMetricsException(
                "ShardsNotFound",
                FailureKind.InvalidArgument,
                $"{table} is no table that is partitioned by '{customer}' alone and has foreign tables of postgres_fdw for all its partitions.",
                "Leave -PerShard out: the table is then asked as one. What is partitioned by anything else may have a customer on several servers.",
                table);
        }

        return found.Find(part => part.Renamed is not null) is { Renamed: { } renamed } other
            ? throw new CustomerMetricsException("ShardColumnRenamed", FailureKind.NotSupported, $"The column '{renamed}' has another name in {other.Table} on the server {other.Server}.", "Give it the same name there, by a view if need be, or leave -PerShard out.", table)
            : [.. found.Select(part => new Shard(part.Server!, part.Table))];
    }

    private static CustomerMetricsException NotSupported(string why, string remedy) => new("ShardingNotSupported", FailureKind.NotSupported, $"Shards cannot be asked for themselves: {why}.", remedy);
}
