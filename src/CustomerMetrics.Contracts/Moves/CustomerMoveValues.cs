using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The value of a customer in each group.</summary>
/// <param name="Values">The groups in their order, those who are dormant last.</param>
/// <param name="Warnings">What makes them doubtful.</param>
public sealed record CustomerMoveValues(IReadOnlyList<CustomerMoveValue> Values, IReadOnlyList<string> Warnings);
