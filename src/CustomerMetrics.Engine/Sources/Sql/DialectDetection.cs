using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Finds the SQL that a database understands: by the driver, and where a driver serves many, by the name of the product.</summary>
internal static class DialectDetection
{
    // A driver may be loaded in any version and any number of times, so its types are known by name.
    private static readonly Dictionary<string, SqlDialectName> Drivers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NpgsqlConnection"] = SqlDialectName.PostgreSql,
        ["SqliteConnection"] = SqlDialectName.Sqlite,
        ["SqlConnection"] = SqlDialectName.SqlServer,
    };

    private static readonly (string Part, SqlDialectName Dialect)[] Products =
    [
        ("PostgreSQL", SqlDialectName.PostgreSql),
        ("SQLite", SqlDialectName.Sqlite),
        ("Microsoft SQL Server", SqlDialectName.SqlServer),
        ("Azure SQL", SqlDialectName.SqlServer),
    ];

    // Those that people will try.
    private static readonly string[] Unsupported = ["MySQL", "MariaDB", "Oracle", "DuckDB", "ClickHouse", "Firebird", "Snowflake", "DB2", "Informix", "Teradata", "Vertica", "SAP", "Access", "Excel", "Jet", "Sybase", "HDB"];

    public static SqlDialectName Detect(DbConnection connection)
    {
        foreach (var type in TypesOf(connection))
        {
            if (Drivers.TryGetValue(type, out var dialect))
            {
                return dialect;
            }
        }

        return OfProduct(TypesOf(connection).First(), ProductOf(connection));
    }

    /// <summary>The dialect of a driver that serves many products.</summary>
    public static SqlDialectName OfProduct(string driver, string? product)
    {
        foreach (var (part, dialect) in Products)
        {
            if (product?.Contains(part, StringComparison.OrdinalIgnoreCase) == true)
            {
                return dialect;
            }
        }

        var named = $"{driver} {product}";
        throw Array.Find(Unsupported, name => named.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } known
            ? new CustomerMetricsException("DialectNotSupported", FailureKind.NotSupported, $"The connection is one to {known}, whose SQL this module does not write.", "Read the rows into memory: pipe a data reader to Import-CustomerTransaction.")
            : new CustomerMetricsException("DialectUnknown", FailureKind.InvalidArgument, $"A connection of type {driver} does not tell which SQL its database understands.", "Say it with -Dialect, if the database understands one of the three.");
    }

    /// <summary>Whether one of the names is that of the connection's type or of a type it comes from.</summary>
    public static bool IsOfType(DbConnection connection, params string[] names) => TypesOf(connection).Any(type => names.Contains(type, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> TypesOf(DbConnection connection)
    {
        for (var type = connection.GetType(); type is not null && type != typeof(DbConnection); type = type.BaseType)
        {
            yield return type.Name;
        }
    }

    // A driver need not tell anything of itself.
    private static string? ProductOf(DbConnection connection)
    {
        try
        {
            var about = connection.GetSchema(DbMetaDataCollectionNames.DataSourceInformation);
            return about.Rows.Count > 0 && about.Columns.Contains(DbMetaDataColumnNames.DataSourceProductName) ? about.Rows[0][DbMetaDataColumnNames.DataSourceProductName].ToString() : null;
        }
        catch (Exception e) when (e is NotSupportedException or NotImplementedException or ArgumentException or InvalidOperationException or DbException)
        {
            return null;
        }
    }
}
