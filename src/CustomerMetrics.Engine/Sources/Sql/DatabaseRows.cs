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
        Check(name, columns, session.Dialect.Name);
        return new(name, from, columns);
    }

    // A column that has no name of its own cannot be asked for. Most databases do not tell names apart by large and small letters.
    private static void Check(string name, IReadOnlyList<SqlColumn> columns, SqlDialectName dialect)
    {
        const string remedy = "Give each column of the query a name of its own with AS.";
        if (columns.FirstOrDefault(column => string.IsNullOrWhiteSpace(column.Name)) is not null)
        {
            throw new CustomerMetricsException("ColumnWithoutName", FailureKind.InvalidData, $"{name}: a column has no name.", remedy, name);
        }

        var names = columns.Select(column => dialect is SqlDialectName.Sqlite ? WithoutNumber(column.Name, columns) : column.Name);
        if (names.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new CustomerMetricsException("ColumnDuplicate", FailureKind.InvalidData, $"{name}: {twice.Count()} columns are called '{twice.Key}'.", remedy, name);
        }
    }

    // The second "amount" of a subquery is called "amount:1" there.
    private static string WithoutNumber(string name, IReadOnlyList<SqlColumn> columns)
    {
        var at = name.LastIndexOf(':');
        return at > 0 && name.AsSpan(at + 1) is { Length: > 0 } number && number.IndexOfAnyExceptInRange('0', '9') < 0
            && columns.Any(column => string.Equals(column.Name, name[..at], StringComparison.OrdinalIgnoreCase)) ? name[..at] : name;
    }
}
