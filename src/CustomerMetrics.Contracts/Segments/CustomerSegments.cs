using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The segments of a source.</summary>
/// <param name="Customers">A record for each customer, made while they are read.</param>
/// <param name="Summary">A record for each segment; none where nobody asked for it.</param>
/// <param name="Warnings">What makes the segments doubtful.</param>
/// <param name="Notes">What is good to know of them.</param>
public sealed record CustomerSegments(IEnumerable<CustomerSegment> Customers, IReadOnlyList<SegmentSummary> Summary, IReadOnlyList<string> Warnings, IReadOnlyList<string> Notes);
