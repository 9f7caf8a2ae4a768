using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine;

/// <summary>
/// Marks what runs once for each row. Most tables are read before the runtime has found out by itself what is hot: compiled for good at the first call,
/// an import of a million rows takes half the processor time.
/// </summary>
internal static class Hot
{
    public const MethodImplOptions Path = MethodImplOptions.AggressiveOptimization;
}
