namespace CustomerMetrics;

/// <summary>What makes one reason weigh more than another.</summary>
public enum ReasonOrder
{
    People,
    Money,
}
