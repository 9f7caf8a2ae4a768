using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The lines asked for, and what a reader should be told about them.</summary>
public sealed record ReferralRates(IReadOnlyList<ReferralRate> Rates, IReadOnlyList<string> Warnings);
