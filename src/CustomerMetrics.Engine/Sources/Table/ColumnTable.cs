using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>The table with its columns. Faces see the summary, facts the columns.</summary>
internal sealed class ColumnTable : TransactionTable
{
    internal required RowColumns Data { get; init; }

    internal required DateOrderTally DateOrders { get; init; }
}
