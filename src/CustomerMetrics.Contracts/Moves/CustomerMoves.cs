using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The movements between groups of a source.</summary>
/// <param name="Cells">The cells with a customer, by period, row and column.</param>
/// <param name="Summary">What they come to, by period and direction.</param>
/// <param name="Groups">The groups in their order: tiers the best first, else by name.</param>
/// <param name="Warnings">What makes them doubtful.</param>
public sealed record CustomerMoves(IReadOnlyList<CustomerMove> Cells, IReadOnlyList<CustomerMoveSummary> Summary, IReadOnlyList<string> Groups, IReadOnlyList<string> Warnings);
