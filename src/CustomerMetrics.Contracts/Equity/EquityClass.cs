namespace CustomerMetrics;

/// <summary>What a customer did in the period of an equity bridge and in the one of equal length before it.</summary>
public enum EquityClass
{
    /// <summary>Bought for the first time in the period.</summary>
    New,

    /// <summary>Bought in the period and not in the one before.</summary>
    Returned,

    /// <summary>Bought in both.</summary>
    Kept,

    /// <summary>Bought in the one before and not in the period.</summary>
    Lost,

    /// <summary>Bought in neither.</summary>
    Dormant,

    /// <summary>All of them together.</summary>
    All,
}
