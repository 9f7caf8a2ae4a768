using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>The places of the columns of a reason table; -1 is none.</summary>
internal sealed record ReasonColumns(IReadOnlyList<string> Header, int Customer, int Date, int Direction, int Reason, int Source);
