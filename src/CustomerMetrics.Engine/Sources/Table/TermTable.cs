namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>The subscriptions with their columns. Faces see the summary, facts the columns.</summary>
internal sealed class TermTable : SubscriptionTable
{
    internal required RowColumns Data { get; init; }
}
