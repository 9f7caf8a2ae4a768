namespace CustomerMetrics;

/// <summary>A verdict and what it rests on, in words.</summary>
public sealed record TargetResult(TargetVerdict Verdict, string Text);
