using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A statement with its values apart. In the text a parameter stands between two marks, since drivers write them in different ways.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters)
{
    /// <summary>Stands before and after the name of a parameter; no name or query may hold it.</summary>
    public const char Mark = '\u0001';

    /// <summary>The statement for people: its values first.</summary>
    public override string ToString()
    {
        var text = Parameters.Aggregate(Text, (soFar, parameter) => soFar.Replace(Mark + parameter.Name + Mark, "@" + parameter.Name, System.StringComparison.Ordinal));
        return string.Concat(Parameters.Select(parameter => Errors.Invariant($"-- @{parameter.Name} = {parameter.Value}\n"))) + text;
    }
}

/// <summary>A value of a statement.</summary>
internal sealed record SqlParameter(string Name, object Value);
