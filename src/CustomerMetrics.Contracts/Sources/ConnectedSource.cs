using System;

namespace CustomerMetrics;

/// <summary>
/// Transactions in a database, which answers facts itself. Nothing is read before a fact is asked; an as-of date or a currency that was not given is
/// asked for when it is first needed, once.
/// </summary>
public abstract class ConnectedSource : CustomerSource
{
    /// <summary>The as-of date, where it was given or has been asked for already.</summary>
    public abstract DateTime? KnownAsOf { get; }

    /// <summary>The currency, where it was given or has been asked for already.</summary>
    public abstract string? KnownCurrency { get; }

    /// <summary>The SQL that the database understands.</summary>
    public required SqlDialectName Dialect { get; init; }

    /// <summary>The table; null with a query.</summary>
    public required string? Table { get; init; }

    /// <summary>The query; null with a table.</summary>
    public required string? Query { get; init; }

    /// <summary>Seconds that a statement may take; null and zero are no limit.</summary>
    public required int? CommandTimeout { get; init; }

    /// <summary>Whether the statements are shown as they are sent.</summary>
    public required bool ShowSql { get; init; }

    /// <summary>Whether each server of a partitioned table is asked for itself.</summary>
    public required bool PerShard { get; init; }
}
