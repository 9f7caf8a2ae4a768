namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>A reason as a customer gave it.</summary>
internal sealed record GivenReason(string CustomerId, int Day, ReasonDirection Direction, string Reason, string? Source);
