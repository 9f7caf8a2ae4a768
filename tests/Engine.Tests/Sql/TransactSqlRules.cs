using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>What the grammar allows and SQL Server 2016 does not, or not as it is meant.</summary>
internal sealed class TransactSqlRules(List<string> problems) : TSqlFragmentVisitor
{
    // All of them were there in 2016.
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "abs", "count", "count_big", "datalength", "dateadd", "datediff", "datefromparts", "first_value", "floor", "lag", "lead", "log", "lower", "max", "min", "month", "day", "nchar",
        "patindex", "replace", "reverse", "round", "row_number", "substring", "sum", "upper", "year",
    };

    private static readonly HashSet<string> Aggregates = new(StringComparer.OrdinalIgnoreCase) { "count", "count_big", "max", "min", "sum" };

    // A frame is of these alone.
    private static readonly HashSet<string> Framed = new(StringComparer.OrdinalIgnoreCase) { "count", "first_value", "max", "min", "sum" };

    public bool IsRecursive { get; private set; }

    public static bool HasAggregate(TSqlFragment fragment)
    {
        var finder = new AggregateFinder();
        fragment.Accept(finder);
        return finder.IsFound;
    }

    public override void Visit(FunctionCall node)
    {
        var name = node.FunctionName.Value;
        Require(Functions.Contains(name), node, $"{name} is not on the list of functions");
        Require(node.OverClause is not null || !Aggregates.Contains(name) || !node.Parameters.Any(HasAggregate), node, "an aggregate inside an aggregate");
        Require(node.OverClause?.WindowFrameClause is null || Framed.Contains(name), node, $"{name} takes no frame");

        // A sum of integers is an integer of the same size, and overflows.
        Require(!string.Equals(name, "sum", StringComparison.OrdinalIgnoreCase) || node.OverClause is not null || !CountsOnes(node.Parameters[0]), node, "a sum of ones without a cast to bigint");
        Require(!string.Equals(name, "count", StringComparison.OrdinalIgnoreCase) || node.OverClause is not null, node, "count is of 32 bits");
    }

    public override void Visit(OverClause node) =>
        Require(node.WindowFrameClause is null || node.OrderByClause is not null, node, "a frame without an order");

    public override void Visit(QueryExpression node)
    {
        Require(node.OrderByClause is null, node, "ORDER BY outside of OVER");
        Require(node.OffsetClause is null, node, "OFFSET");
    }

    public override void Visit(QuerySpecification node)
    {
        Require(node.TopRowFilter is null, node, "TOP");
        foreach (var constant in node.GroupByClause?.GroupingSpecifications.OfType<ExpressionGroupingSpecification>().Where(group => group.Expression is Literal or VariableReference) ?? [])
        {
            Require(false, constant, "GROUP BY of a constant");
        }
    }

    public override void Visit(CommonTableExpression node)
    {
        var reads = new TableFinder();
        node.QueryExpression.Accept(reads);
        var isRecursive = reads.Names.Contains(node.ExpressionName.Value);
        IsRecursive |= isRecursive;
        Require(!isRecursive || node.QueryExpression is BinaryQueryExpression { All: true, BinaryQueryExpressionType: BinaryQueryExpressionType.Union }, node, "recursion without UNION ALL");
        var unnamed = node.QueryExpression is QuerySpecification query ? query.SelectElements.OfType<SelectScalarExpression>().Where(element => element is { ColumnName: null, Expression: not ColumnReferenceExpression }) : [];
        Require(!unnamed.Any(), node, "a column without a name");
    }

    public override void Visit(BooleanComparisonExpression node) =>
        Require(!(IsEmpty(node.FirstExpression) || IsEmpty(node.SecondExpression)), node, "a comparison with '', which is 0 for a number and any blanks for a text");

    public override void Visit(CastCall node) => Require(Length(node.DataType) is not null, node, "a text type without a length");

    public override void Visit(ConvertCall node) => Require(Length(node.DataType) is not null, node, "a text type without a length");

    private static bool CountsOnes(ScalarExpression expression) => expression is SearchedCaseExpression { ElseExpression: IntegerLiteral, WhenClauses: var cases } && cases.All(one => one.ThenExpression is IntegerLiteral);

    private static bool IsEmpty(ScalarExpression expression) => expression is StringLiteral { Value: "" };

    // Thirty characters where none are told.
    private static string? Length(DataTypeReference type) =>
        type is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar or SqlDataTypeOption.Char or SqlDataTypeOption.NChar, Parameters.Count: 0 } ? null : "";

    private void Require(bool isTrue, TSqlFragment where, string problem)
    {
        if (!isTrue)
        {
            problems.Add($"line {where.StartLine}: {problem}");
        }
    }

    private sealed class AggregateFinder : TSqlFragmentVisitor
    {
        public bool IsFound { get; private set; }

        public override void Visit(FunctionCall node) => IsFound |= node.OverClause is null && Aggregates.Contains(node.FunctionName.Value);
    }

    private sealed class TableFinder : TSqlFragmentVisitor
    {
        public HashSet<string> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(NamedTableReference node) => Names.Add(node.SchemaObject.BaseIdentifier.Value);
    }
}
