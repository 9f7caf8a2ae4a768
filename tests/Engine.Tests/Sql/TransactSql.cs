using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>One statement in the eyes of SQL Server 2016: its grammar, and what of its rules can be seen without a server.</summary>
internal sealed class TransactSql
{
    private readonly List<string> problems = [];
    private readonly Dictionary<string, IReadOnlyList<string>> steps = new(StringComparer.OrdinalIgnoreCase);
    private readonly QuerySpecification? answer;

    /// <param name="text">The statement.</param>
    /// <param name="table">The quoted name of the table that it reads.</param>
    /// <param name="columns">The columns of that table.</param>
    public TransactSql(string text, string table, IReadOnlyList<string> columns)
    {
        steps.Add(table, columns);
        var script = new TSql130Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        problems.AddRange(errors.Select(error => $"line {error.Line}: {error.Message}"));
        if (problems.Count > 0)
        {
            return;
        }

        var select = (SelectStatement)((TSqlScript)script).Batches.Single().Statements.Single();
        var seen = new TransactSqlRules(problems);
        script.Accept(seen);
        foreach (var step in select.WithCtesAndXmlNamespaces?.CommonTableExpressions ?? [])
        {
            Name(step);
        }

        answer = First(select.QueryExpression);
        Columns = Bind(select.QueryExpression);
        IsRecursive = seen.IsRecursive;
        HasUnlimitedRecursion = select.OptimizerHints.OfType<LiteralOptimizerHint>().Any(hint => hint is { HintKind: OptimizerHintKind.MaxRecursion, Value.Value: "0" });
        if (IsRecursive != HasUnlimitedRecursion)
        {
            problems.Add("OPTION (MAXRECURSION 0) belongs to what is recursive, and to nothing else.");
        }
    }

    public IReadOnlyList<string> Problems => problems;

    /// <summary>The names of the columns of the answer.</summary>
    public IReadOnlyList<string> Columns { get; } = [];

    /// <summary>Whether the answer is one row, whatever the rows are.</summary>
    public bool HasOneRow => answer is { GroupByClause: null } && answer.SelectElements.OfType<SelectScalarExpression>().Any(element => TransactSqlRules.HasAggregate(element));

    public bool IsRecursive { get; }

    private bool HasUnlimitedRecursion { get; }

    private static QuerySpecification First(QueryExpression query) => query switch
    {
        QuerySpecification specification => specification,
        QueryParenthesisExpression parenthesis => First(parenthesis.QueryExpression),
        BinaryQueryExpression both => First(both.FirstQueryExpression),
        _ => throw new NotSupportedException(query.GetType().Name),
    };

    private void Name(CommonTableExpression step)
    {
        var name = step.ExpressionName.Value;

        // A recursive step reads what its first part gives.
        if (step.QueryExpression is BinaryQueryExpression { SecondQueryExpression: QuerySpecification second } both && second.FromClause?.TableReferences.OfType<NamedTableReference>().Any(read => read.SchemaObject.BaseIdentifier.Value == name) == true)
        {
            steps[name] = Bind(both.FirstQueryExpression);
        }

        if (!steps.TryAdd(name, []) && !steps.ContainsKey(name))
        {
            problems.Add($"{name} is there twice.");
        }

        steps[name] = Bind(step.QueryExpression);
        foreach (var twice in steps[name].GroupBy(column => column, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()))
        {
            problems.Add($"{name} has {twice.Count()} columns called {twice.Key}.");
        }
    }

    // The columns of a query, after all names in it were found.
    private List<string> Bind(QueryExpression query)
    {
        switch (query)
        {
            case BinaryQueryExpression both:
                var (first, second) = (Bind(both.FirstQueryExpression), Bind(both.SecondQueryExpression));
                if (first.Count != second.Count)
                {
                    problems.Add($"UNION of {first.Count} and {second.Count} columns.");
                }

                return first;
            case QueryParenthesisExpression parenthesis:
                return Bind(parenthesis.QueryExpression);
            default:
                return Bind((QuerySpecification)query);
        }
    }

    private List<string> Bind(QuerySpecification query)
    {
        var sources = (query.FromClause?.TableReferences ?? []).SelectMany(Sources).ToList();
        var references = new TransactSqlReferences();
        foreach (var part in query.SelectElements.Cast<TSqlFragment?>().Append(query.WhereClause).Append(query.GroupByClause).Append(query.HavingClause).Concat(Joins(query)))
        {
            part?.Accept(references);
        }

        foreach (var reference in references.Found)
        {
            var names = reference.MultiPartIdentifier.Identifiers;
            var homes = sources.Where(source => (names.Count == 1 || Same(source.Alias, names[^2].Value)) && source.Columns.Contains(names[^1].Value, StringComparer.OrdinalIgnoreCase)).ToList();
            if (homes.Count != 1)
            {
                problems.Add($"line {reference.StartLine}: {names[^1].Value} is a column of {homes.Count} tables there.");
            }
        }

        return [.. query.SelectElements.SelectMany(element => element switch
        {
            SelectStarExpression { Qualifier: { } of } => sources.Where(source => Same(source.Alias, of.Identifiers[^1].Value)).SelectMany(source => source.Columns),
            SelectStarExpression => sources.SelectMany(source => source.Columns),
            SelectScalarExpression { ColumnName: { } name } => [name.Value],
            SelectScalarExpression { Expression: ColumnReferenceExpression column } => [column.MultiPartIdentifier.Identifiers[^1].Value],
            _ => [""],
        })];
    }

    private IEnumerable<(string Alias, IReadOnlyList<string> Columns)> Sources(TableReference reference)
    {
        switch (reference)
        {
            case NamedTableReference named:
                var name = named.SchemaObject.BaseIdentifier.Value;
                if (!steps.TryGetValue(name, out var columns))
                {
                    problems.Add($"line {named.StartLine}: there is no {name}.");
                }

                return [(named.Alias?.Value ?? name, columns ?? [])];
            case QueryDerivedTable derived:
                if (derived.Alias is null)
                {
                    problems.Add($"line {derived.StartLine}: a subquery without a name.");
                }

                return [(derived.Alias?.Value ?? "", Bind(derived.QueryExpression))];
            case JoinTableReference join:
                return Sources(join.FirstTableReference).Concat(Sources(join.SecondTableReference));
            default:
                throw new NotSupportedException(reference.GetType().Name);
        }
    }

    private static IEnumerable<TSqlFragment> Joins(QuerySpecification query)
    {
        var joins = new Stack<TableReference>(query.FromClause?.TableReferences ?? []);
        while (joins.TryPop(out var reference))
        {
            if (reference is JoinTableReference join)
            {
                joins.Push(join.FirstTableReference);
                joins.Push(join.SecondTableReference);
            }

            if (reference is QualifiedJoin qualified)
            {
                yield return qualified.SearchCondition;
            }
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
