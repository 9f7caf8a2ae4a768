namespace CustomerMetrics;

/// <summary>What became of a target. Objects that were tested are shown under this name.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Target">What was compared, in words.</param>
public sealed record CustomerTarget(TargetVerdict Verdict, string Target);
