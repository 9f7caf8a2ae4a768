namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>Why a row cannot be read. The reason completes "line 7: …" and quotes at most a date or an amount.</summary>
internal sealed record RowProblem(string ErrorId, string? Column, string Reason, string Remedy);
