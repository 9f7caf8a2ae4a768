namespace CustomerMetrics;

/// <summary>The unit in which a model counts time. It changes the parameters and no prediction.</summary>
public enum ModelTimeUnit
{
    Day,
    Week,

    /// <summary>A twelfth of 365.25 days.</summary>
    Month,
}
