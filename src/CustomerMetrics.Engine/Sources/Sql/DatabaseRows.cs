using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Which rows are asked for: a table or a query, as a FROM reads it, with its columns.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="From">A quoted table, or a query in brackets.</param>
/// <param name="Columns">The columns as the database describes them.</param>
internal sealed record DatabaseRows(string Name, string From, IReadOnlyList<SqlColumn> Columns)
{
    public IReadOnlyList<string> Names => [.. Columns.Select(column => column.Name)];

    public static DatabaseRows Find(DatabaseOptions options, DatabaseSession session)
    {
        var name = options.Table ?? "the query";
        var from = options switch
        {
            { Table: { } table, Query: null } => TableName.Quote(table, session.Dialect),
            { Table: null, Query: { } query } => $"(\n{SelectQuery.Check(query, session.Dialect.Name, CommandText.HasPlaces(session.Connection))}\n) as source_query",
            _ => throw new CustomerMetricsException("TableOrQueryMissing", FailureKind.InvalidArgument, "A database is asked for the rows of one table or of one query.", "Give either -Table or -Query."),
        };
        var columns = session.Describe(from);
        Check(name, columns);
        return new(name, from, columns);
    }

    // A column that has no name of its own cannot be asked for. Most databases do not tell names apart by large and small letters.
    private static void Check(string name, IReadOnlyList<SqlColumn> columns)
    {
        const string remedy = "Give each column of the query a name of its own with AS.";
        if (columns.FirstOrDefault(column => string.IsNullOrWhiteSpace(column.Name)) is not null)
        {
            throw new CustomerMetricsException("ColumnWithoutName", FailureKind.InvalidData, $"{name}: a column has no name.", remedy, name);
        }

        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new CustomerMetricsException("ColumnDuplicate", FailureKind.InvalidData, $"{name}: {twice.Count()} columns are called '{twice.Key}'.", remedy, name);
        }
    }
}
