using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Writes one statement: named steps, each a SELECT on those before it, and the SELECT that answers.</summary>
internal sealed class SqlText
{
    private const string Prefix = "fact_";

    private readonly List<SqlStep> steps = [];
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

    public void Step(string name, string body) => steps.Add(new(name, Indent(body), _ => ""));

    /// <summary>A step that is to be put down once: a planner that reads it anew for each row of another would take hours.</summary>
    public void KeptStep(string name, string body) => steps.Add(new(name, Indent(body), dialect => dialect.Kept));

    /// <summary>A step over all rows, which is not to be put down in between, however often it is read.</summary>
    public void InlineStep(string name, string body) => steps.Add(new(name, Indent(body), dialect => dialect.Inline));

    /// <summary>The like, on the source itself. Its text is taken as it is: a text literal of a query may run over lines.</summary>
    /// <param name="name">The name of the step.</param>
    /// <param name="columns">What it selects.</param>
    /// <param name="from">Where the rows are.</param>
    /// <param name="filter">The WHERE, if there is one.</param>
    public void SourceStep(string name, string columns, string from, string filter = "") => steps.Add(new(name, $"select {columns}\n    from ", dialect => dialect.Inline) { From = from, Filter = filter });

    /// <summary>The like, for rows of which later steps name the columns again and again.</summary>
    public void RowStep(string name, string columns, string from) => steps.Add(new(name, $"select {columns}\n    from ", dialect => dialect.Rows) { From = from });

    /// <summary>A step that reads itself.</summary>
    public void RecursiveStep(string name, string body)
    {
        isRecursive = true;
        Step(name, body);
    }

    /// <param name="body">The SELECT that answers.</param>
    /// <param name="dialect">The SQL that it is written in.</param>
    /// <param name="merge">How answers on parts of the customers become one.</param>
    public SqlStatement Select(string body, SqlDialect dialect, SqlMerge merge) => new(Write(body, dialect, null), [.. parameters])
    {
        Sharded = new(table => Write(body, dialect, table), merge),
    };

    private string Write(string body, SqlDialect dialect, string? table)
    {
        var renamed = steps.Exists(step => step.From is { } from && IsTaken(table ?? from));
        var text = new StringBuilder();
        foreach (var (step, i) in steps.Select((step, i) => (step, i)))
        {
            text.Append(i > 0 ? ",\n" : isRecursive ? dialect.WithRecursive + " " : "with ");
            text.Append(renamed ? Prefix : "").Append(step.Name).Append(" as ").Append(step.Placed(dialect)).Append("(\n    ");
            text.Append(renamed && step.From is null ? Rename(step.Body) : step.Body);
            text.Append(step.From is null ? "" : table ?? step.From).Append(step.Filter).Append("\n)");
        }

        return text.Append(steps.Count > 0 ? "\n" : "").Append(renamed ? Rename(body) : body).Append(isRecursive ? dialect.RecursionOption : "").ToString();
    }

    // A table that is called as a step is would be the step.
    private bool IsTaken(string from) => steps.Exists(step => Regex.IsMatch(from, $@"\b{step.Name}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));

    // Steps are named after from and join, and before the point of a column.
    private string Rename(string text) =>
        Regex.Replace(text, $@"(?<=\b(?:from|join)\s+)(?:{Names})\b|\b(?:{Names})(?=\.)", $"{Prefix}$0", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    private string Names => string.Join('|', steps.Select(step => step.Name));

    private static string Indent(string body) => body.Replace("\n", "\n    ", StringComparison.Ordinal);

    private sealed record SqlStep(string Name, string Body, Func<SqlDialect, string> Placed)
    {
        public string? From { get; init; }

        public string Filter { get; init; } = "";
    }
}
