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
        var unreadable = false;
        foreach (var item in database.Query(statement, row => (unreadable |= row.Has(RowsSql.Unreadable) && row.Number(RowsSql.Unreadable) > 0) ? default! : read(row)))
        {
            // The rest is read to its end: a statement that is left early is cancelled, and with it the transaction that the explanation needs.
            if (!unreadable)
            {
                yield return item;
            }
        }

        if (unreadable)
        {
            throw UnreadableRows.Explain(source, database);
        }
    }

    public void Dispose() => database.Dispose();
}
