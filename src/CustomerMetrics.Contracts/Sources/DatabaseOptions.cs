using System.Data.Common;
using System.Net;

namespace CustomerMetrics;

/// <summary>Which rows of which database. There is a connection or a connection string, and a table or a query.</summary>
public sealed record DatabaseOptions
{
    /// <summary>A connection of the caller's, who keeps it. A closed one is opened for each question, and closed after it.</summary>
    public DbConnection? Connection { get; init; }

    /// <summary>What to connect with; a connection is opened for each question.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The driver for the connection string.</summary>
    public DatabaseProvider? Provider { get; init; }

    /// <summary>User and password, where the connection string holds none.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>Full path of the folder that relative paths in the connection string start from.</summary>
    public string? Folder { get; init; }

    /// <summary>A table or a view, its parts divided by points.</summary>
    public string? Table { get; init; }

    /// <summary>A SELECT, which becomes a subquery.</summary>
    public string? Query { get; init; }

    /// <summary>The SQL that the database understands; null finds it from the connection.</summary>
    public SqlDialectName? Dialect { get; init; }

    /// <summary>Seconds that a statement may take; null and zero are no limit.</summary>
    public int? CommandTimeout { get; init; }

    /// <summary>Show the statements as they are sent.</summary>
    public bool ShowSql { get; init; }

    /// <summary>Ask each server of a table that is partitioned by customer for itself.</summary>
    public bool PerShard { get; init; }
}
