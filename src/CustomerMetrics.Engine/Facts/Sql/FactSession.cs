using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>One question to a connected source. An answer that has met rows that cannot be read is none.</summary>
internal sealed class FactSession : IDisposable
{
    private readonly SqlSource source;
    private readonly DatabaseSession database;

    private FactSession(SqlSource source, DatabaseSession database)
    {
        this.source = source;
        this.database = database;
    }

    public static FactSession Open(SqlSource source, CancellationToken cancellationToken)
    {
        source.Resolve(cancellationToken);
        return new(source, source.Database.Open(cancellationToken));
    }

    public IEnumerable<T> Query<T>(SqlStatement statement, Func<SqlRow, T> read)
    {
        var isReadable = true;
        foreach (var item in database.Query(statement, row => (isReadable = !row.Has(RowsSql.Unreadable) || row.Number(RowsSql.Unreadable) == 0) ? read(row) : default!))
        {
            if (!isReadable)
            {
                break;
            }

            yield return item;
        }

        // When the reader is closed: a connection has one at a time.
        if (!isReadable)
        {
            throw UnreadableRows.Explain(source, database);
        }
    }

    public void Dispose() => database.Dispose();
}
