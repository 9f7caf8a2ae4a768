using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which groups of customers are asked of a source, and over which time.</summary>
public sealed record GroupQuery
{
    /// <summary>The columns that tell the group of a customer; none, without <see cref="By"/>, asks for the whole.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>Divides customers by what they did in the place of a column.</summary>
    public CustomerGrouping? By { get; init; }

    /// <summary>The thresholds of <see cref="CustomerGrouping.Tier"/>.</summary>
    public IReadOnlyList<GroupTier> Tiers { get; init; } = [];

    /// <summary>How the segments of <see cref="CustomerGrouping.Segment"/> are told.</summary>
    public SegmentQuery Segments { get; init; } = new();

    /// <summary>Null is profit where there is a column of cost, else revenue.</summary>
    public GroupBasis? Basis { get; init; }

    /// <summary>Null asks for one line for all the time.</summary>
    public PeriodUnit? Period { get; init; }

    /// <summary>Shows the periods that end after this date; without periods, the days from it on.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Shows the periods that start before this date; without periods, the days before it.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Shows the last so many periods, an open one included.</summary>
    public int? Last { get; init; }

    /// <summary>Overrides the as-of date of the source.</summary>
    public DateTime? AsOf { get; init; }
}
