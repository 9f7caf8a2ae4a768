using System;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>All rows on the days asked for, added up without customers: what the lines of any partition must come to.</summary>
internal readonly record struct RowTotal(long Rows, Int128 Sales, Int128 Refunds, Int128 Cost);
