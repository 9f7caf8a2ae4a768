using System.Collections.Generic;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>The columns that a part of a statement names. The first word of DATEDIFF and DATEADD looks like one.</summary>
internal sealed class TransactSqlReferences : TSqlFragmentVisitor
{
    public List<ColumnReferenceExpression> Found { get; } = [];

    public override void ExplicitVisit(FunctionCall node)
    {
        var isOfDates = node.FunctionName.Value.ToUpperInvariant() is "DATEDIFF" or "DATEADD";
        for (var i = isOfDates ? 1 : 0; i < node.Parameters.Count; i++)
        {
            node.Parameters[i].Accept(this);
        }

        node.OverClause?.Accept(this);
    }

    public override void Visit(ColumnReferenceExpression node)
    {
        if (node.ColumnType is ColumnType.Regular)
        {
            Found.Add(node);
        }
    }
}
