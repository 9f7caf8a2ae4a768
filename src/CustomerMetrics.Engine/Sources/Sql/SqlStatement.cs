using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A statement with its values apart. In the text a parameter stands between two marks, since drivers write them in different ways.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters)
{
    /// <summary>Stands before and after the name of a parameter; no name or query may hold it.</summary>
    public const char Mark = '\u0001';

    /// <summary>How servers answer it that each have a part of the customers; null where only the whole can be asked.</summary>
    public ShardedStatement? Sharded { get; init; }

    /// <summary>The statement for people: its values first, but a value of several lines, which is a statement itself, in its place.</summary>
    public override string ToString()
    {
        var text = Parameters.Aggregate(Text, (soFar, parameter) => soFar.Replace(Mark + parameter.Name + Mark, IsOfLines(parameter) ? Quoted((string)parameter.Value) : "@" + parameter.Name, StringComparison.Ordinal));
        return string.Concat(Parameters.Where(parameter => !IsOfLines(parameter)).Select(parameter => Errors.Invariant($"-- @{parameter.Name} = {parameter.Value}\n"))) + text;
    }

    private static bool IsOfLines(SqlParameter parameter) => parameter.Value is string text && text.Contains('\n', StringComparison.Ordinal);

    // Between dollars a text stands as it is. Its mark must not be in it.
    private static string Quoted(string text)
    {
        var tag = "$shard$";
        for (var i = 1; text.Contains(tag, StringComparison.Ordinal); i++)
        {
            tag = Errors.Invariant($"$shard{i}$");
        }

        return $"{tag}\n{text}\n{tag}";
    }
}

/// <summary>A value of a statement.</summary>
internal sealed record SqlParameter(string Name, object Value);
