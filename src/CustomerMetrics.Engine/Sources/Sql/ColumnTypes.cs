using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The types of columns in the words of the drivers.</summary>
internal static partial class ColumnTypes
{
    public static IReadOnlyList<SqlColumn> Describe(DbDataReader reader, SqlDialectName dialect)
    {
        var sizes = dialect is SqlDialectName.SqlServer ? Sizes(reader) : [];
        return
        [
            .. Enumerable.Range(0, reader.FieldCount).Select(i =>
                new SqlColumn(reader.GetName(i), Of(reader.GetFieldType(i), reader.GetDataTypeName(i), dialect), DecimalsOf(reader.GetDataTypeName(i)), sizes.ElementAtOrDefault(i))),
        ];
    }

    /// <param name="type">What the driver makes of a value.</param>
    /// <param name="name">What the database calls the type.</param>
    /// <param name="dialect">The kind of database.</param>
    public static SqlType Of(Type type, string name, SqlDialectName dialect) => Brackets().Replace(name, "").ToLowerInvariant() switch
    {
        "timestamp with time zone" or "timestamptz" or "datetimeoffset" or "dbtype_dbtimestampoffset" => SqlType.Instant,
        "date" or "dbtype_dbdate" => SqlType.Date,

        // It has no arithmetic with numbers there.
        "money" when dialect is SqlDialectName.PostgreSql => SqlType.Other,
        _ => Of(type),
    };

    private static SqlType Of(Type type) => type switch
    {
        _ when type == typeof(DateTime) => SqlType.DateTime,
        _ when type == typeof(DateTimeOffset) => SqlType.Instant,
        _ when type == typeof(DateOnly) => SqlType.Date,
        _ when type == typeof(decimal) => SqlType.Exact,
        _ when type == typeof(double) => SqlType.Double,
        _ when type == typeof(float) => SqlType.Single,
        _ when type == typeof(string) => SqlType.Text,
        _ when type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) || type == typeof(sbyte) => SqlType.Integer,
        _ => SqlType.Other,
    };

    // A driver may guess at the scale of a type that has none, so only the name of the type is believed.
    private static int? DecimalsOf(string name) => Scale().Match(name) is { Success: true } match ? int.Parse(match.Groups["decimals"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static int?[] Sizes(DbDataReader reader)
    {
        try
        {
            return [.. reader.GetColumnSchema().Select(column => column.ColumnSize)];
        }
        catch (NotSupportedException)
        {
            return [];
        }
    }

    // numeric(12,2) is numeric, and timestamp(3) with time zone one with a zone.
    [GeneratedRegex(@"\s*\([^)]*\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^(numeric|decimal)\s*\(\s*[0-9]{1,4}\s*,\s*(?<decimals>[0-9]{1,4})\s*\)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scale();
}
