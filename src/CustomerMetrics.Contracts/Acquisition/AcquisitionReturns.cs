using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>The records asked for, and what a reader should be told about them.</summary>
public sealed record AcquisitionReturns(IReadOnlyList<AcquisitionReturn> Returns, IReadOnlyList<string> Warnings);
