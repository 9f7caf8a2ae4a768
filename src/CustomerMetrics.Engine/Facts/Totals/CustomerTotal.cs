using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Totals;

/// <summary>Which days are added up: from one on, up to the as-of date, by which the group of a customer is told.</summary>
internal sealed record TotalQuestion(int From, int AsOf, IReadOnlyList<string> GroupBy);

/// <summary>What the rows of one customer come to on the days asked for.</summary>
/// <param name="CustomerId">Whose rows they are.</param>
/// <param name="Group">The group of the latest activity before the as-of date, be it before the days asked for.</param>
/// <param name="LastActivity">Before the as-of date; -1 where there is none.</param>
/// <param name="Days">Days with an activity.</param>
/// <param name="SaleRows">Rows of zero or more.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Sales">Units of the rows of zero or more.</param>
/// <param name="Refunds">Units of the rows below zero.</param>
/// <param name="Cost">Null without a column of cost.</param>
internal readonly record struct CustomerTotal(string CustomerId, string? Group, int LastActivity, int Days, int SaleRows, int Rows, Int128 Sales, Int128 Refunds, Int128? Cost)
{
    public Int128 Net => Sales + Refunds;
}
