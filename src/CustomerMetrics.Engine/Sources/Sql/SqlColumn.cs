namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A column of a table or query, as the driver describes it.</summary>
internal sealed record SqlColumn(string Name, SqlType Type);

/// <summary>The types that make a difference. A database that types each value by itself has none of them to tell.</summary>
internal enum SqlType
{
    Other,
    Text,
    Integer,

    /// <summary>Decimal numbers, which are exact.</summary>
    Exact,

    /// <summary>Binary floating numbers of 64 bits.</summary>
    Double,

    /// <summary>Binary floating numbers of 32 bits.</summary>
    Single,
    Date,

    /// <summary>Date and time without a zone.</summary>
    DateTime,

    /// <summary>Date and time with a zone.</summary>
    Instant,
}
