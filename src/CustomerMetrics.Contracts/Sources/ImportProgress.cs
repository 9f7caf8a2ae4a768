namespace CustomerMetrics;

/// <summary>How far an import has come.</summary>
public readonly record struct ImportProgress(string File, long BytesRead, long BytesTotal, long Rows);
