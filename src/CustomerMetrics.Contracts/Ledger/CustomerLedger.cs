using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The entries asked for, and what a reader should be told about them.</summary>
public sealed record CustomerLedger(IReadOnlyList<CustomerLedgerEntry> Entries, IReadOnlyList<string> Warnings);
