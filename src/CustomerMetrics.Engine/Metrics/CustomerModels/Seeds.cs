namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Seeds as the user gives them, and as random numbers take them.</summary>
internal static class Seeds
{
    public static int Fold(long seed) => (int)(seed ^ (seed >> 32));
}
