namespace CustomerMetrics;

/// <summary>A row of a migration matrix. Its properties are added to it, since there is one for each group: Period, From, then the customers by group at the close.</summary>
public sealed class MoveMatrix;
