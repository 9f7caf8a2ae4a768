using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Writes one statement: named steps, each a SELECT on those before it, and the SELECT that answers.</summary>
internal sealed class SqlText
{
    private readonly List<(string Name, string Body, bool IsInline)> steps = [];
    private readonly List<SqlParameter> parameters = [];
    private bool isRecursive;

    /// <summary>The place of a value. The same name is the same value.</summary>
    public string Parameter(string name, object value)
    {
        if (!parameters.Exists(parameter => parameter.Name == name))
        {
            parameters.Add(new(name, value));
        }

        return SqlStatement.Mark + name + SqlStatement.Mark;
    }

    public void Step(string name, string body) => steps.Add((name, Indent(body), false));

    /// <summary>A step over all rows, which is not to be put down in between, however often it is read.</summary>
    public void InlineStep(string name, string body) => steps.Add((name, Indent(body), true));

    /// <summary>The like, its text taken as it is: a text literal of a query may run over lines.</summary>
    public void SourceStep(string name, string body) => steps.Add((name, body, true));

    /// <summary>A step that reads itself.</summary>
    public void RecursiveStep(string name, string body)
    {
        isRecursive = true;
        Step(name, body);
    }

    public SqlStatement Select(string body, SqlDialect dialect)
    {
        var text = new StringBuilder();
        foreach (var (step, i) in steps.Select((step, i) => (step, i)))
        {
            text.Append(i > 0 ? ",\n" : isRecursive ? dialect.WithRecursive + " " : "with ");
            text.Append(step.Name).Append(" as ").Append(step.IsInline ? dialect.Inline : "").Append("(\n    ").Append(step.Body).Append("\n)");
        }

        text.Append(steps.Count > 0 ? "\n" : "").Append(body).Append(isRecursive ? dialect.RecursionOption : "");
        return new(text.ToString(), [.. parameters]);
    }

    private static string Indent(string body) => body.Replace("\n", "\n    ", System.StringComparison.Ordinal);
}
