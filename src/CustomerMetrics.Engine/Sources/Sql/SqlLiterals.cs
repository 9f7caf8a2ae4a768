using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A statement of PostgreSQL with its values in it, for a way that takes text alone.</summary>
internal static class SqlLiterals
{
    public static string Write(string text, IReadOnlyList<SqlParameter> parameters)
    {
        // Between two marks stands a name, and outside of them text.
        var byName = parameters.ToDictionary(parameter => parameter.Name, parameter => Of(parameter.Value), StringComparer.Ordinal);
        return string.Concat(text.Split(SqlStatement.Mark).Select((piece, i) => i % 2 == 0 ? piece : byName[piece]));
    }

    // Where standard_conforming_strings is on, only the quote means something in a text.
    private static string Of(object value) => value switch
    {
        int number => Errors.Invariant($"cast({number} as integer)"),
        long number => Errors.Invariant($"cast({number} as bigint)"),
        double number => $"cast('{number.ToString("R", CultureInfo.InvariantCulture)}' as double precision)",
        string text => $"cast('{text.Replace("'", "''", StringComparison.Ordinal)}' as text)",
        _ => throw new NotSupportedException($"No literal is known for {value.GetType().Name}."),
    };
}
