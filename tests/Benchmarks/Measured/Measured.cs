using System.Collections.Generic;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a measured process tells on its standard output.</summary>
/// <param name="Seconds">From the first call to the ledger, without the start of the process.</param>
/// <param name="CpuSeconds">Of all threads, from the start of the process.</param>
/// <param name="PeakBytes">The most memory that the process ever held.</param>
/// <param name="Customers">Only the module counts them.</param>
/// <param name="Ledger">Empty where none was asked for.</param>
internal sealed record Measured(double Seconds, double CpuSeconds, long PeakBytes, int Customers, IReadOnlyList<LedgerRow> Ledger);
