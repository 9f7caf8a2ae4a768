namespace CustomerMetrics;

/// <summary>How a file is written: whole or not at all.</summary>
public readonly record struct FileWriteOptions(bool NoClobber, bool Force);
