namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A column of a table or query, as the driver describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Decimals">The most decimals that a number in it can have; null where the database does not say.</param>
/// <param name="Size">The most characters that a text in it can have; null where the database does not say.</param>
internal sealed record SqlColumn(string Name, SqlType Type, int? Decimals = null, int? Size = null);

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
