namespace CustomerMetrics.Benchmarks;

/// <summary>What a process tells that has read a file.</summary>
/// <param name="Seconds">From the first call to the last row, without the start of the process.</param>
/// <param name="CpuSeconds">Of all threads, from the start of the process.</param>
/// <param name="PeakBytes">The most memory that the process ever held.</param>
/// <param name="Rows">Rows read.</param>
internal sealed record Loaded(double Seconds, double CpuSeconds, long PeakBytes, long Rows);
