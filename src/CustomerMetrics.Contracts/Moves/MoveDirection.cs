namespace CustomerMetrics;

/// <summary>Where customers went from the opening to the close of a period.</summary>
public enum MoveDirection
{
    /// <summary>To a better tier.</summary>
    Up,

    /// <summary>At both ends in one group.</summary>
    Same,

    /// <summary>To a lower tier.</summary>
    Down,

    /// <summary>To another group of a column, which has no order.</summary>
    Moved,

    New,

    /// <summary>Lost before the period, and there again at its close.</summary>
    Returned,

    Lost,

    /// <summary>Lost before the period, and not there at its close.</summary>
    Dormant,
}
