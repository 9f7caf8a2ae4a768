using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// The name of a table in parts: dbo.Invoices, [dbo].[My Table], "a"."b" or `a`.`b`. Each part is quoted anew, so whatever is typed can be a name and
/// nothing else.
/// </summary>
internal static class TableName
{
    // Server, database, schema and table.
    private const int MostParts = 4;
    private const int LongestPart = 128;

    // PostgreSQL cuts a longer one in silence, and may find another table by what is left.
    private const int LongestInPostgreSql = 63;

    public static string Quote(string name, SqlDialect dialect)
    {
        var parts = Parse(name);
        return dialect.Name is SqlDialectName.PostgreSql && parts.Any(part => Encoding.UTF8.GetByteCount(part) > LongestInPostgreSql)
            ? throw Invalid("has a part of more than 63 bytes")
            : string.Join('.', parts.Select(dialect.Quote));
    }

    public static IReadOnlyList<string> Parse(string name)
    {
        if (name.Any(char.IsControl))
        {
            throw Invalid("holds a character that cannot be seen");
        }

        List<string> parts = [];
        for (var at = 0; ; at++)
        {
            parts.Add(at < name.Length && EndOf(name[at]) is { } end ? Quoted(name, ref at, end) : Plain(name, ref at));
            if (at == name.Length)
            {
                break;
            }

            if (name[at] != '.')
            {
                throw Invalid("goes on after a closing quote");
            }
        }

        return parts.Exists(string.IsNullOrWhiteSpace) ? throw Invalid("has a part without a name")
            : parts.Exists(part => part.Length > LongestPart) ? throw Invalid("has a part of more than 128 characters")
            : parts.Count > MostParts ? throw Invalid("has more than four parts")
            : parts;
    }

    /// <summary>A part as <see cref="Parse"/> takes it.</summary>
    public static string Write(string part) => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c == '_')
        ? part
        : "\"" + part.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static char? EndOf(char begin) => begin switch
    {
        '"' or '`' => begin,
        '[' => ']',
        _ => null,
    };

    // The closing quote twice is one of the name.
    private static string Quoted(string name, ref int at, char end)
    {
        var part = new StringBuilder();
        for (at++; at < name.Length; at++)
        {
            if (name[at] != end)
            {
                part.Append(name[at]);
            }
            else if (at + 1 < name.Length && name[at + 1] == end)
            {
                part.Append(name[at++]);
            }
            else
            {
                at++;
                return part.ToString();
            }
        }

        throw Invalid("lacks a closing quote");
    }

    private static string Plain(string name, ref int at)
    {
        var begin = at;
        var point = name.IndexOf('.', begin);
        at = point < 0 ? name.Length : point;
        var part = name[begin..at];
        return part.AsSpan().IndexOfAny("\"`[]") >= 0 ? throw Invalid("has a quote or bracket within a part") : part;
    }

    private static CustomerMetricsException Invalid(string what) => new(
        "TableNameInvalid",
        FailureKind.InvalidArgument,
        $"The name given with -Table {what}.",
        "Write the parts with points between them, and a part with blanks, points or quotes in double quotes: sales.orders, \"my orders\".");
}
