using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Renewal rates by period and group, and what to know of them.</summary>
public sealed record RenewalRates(IReadOnlyList<RenewalRate> Rates, IReadOnlyList<string> Warnings);
