namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>What a date that was read says about the order of day and month.</summary>
internal enum DateOrder
{
    /// <summary>Nothing: it begins with the year, or names the month, or is no text.</summary>
    None,

    /// <summary>Its day is above 12, so only the day can come first.</summary>
    DayFirst,

    /// <summary>Its day is above 12, so only the month can come first.</summary>
    MonthFirst,

    /// <summary>It is another date in the other order.</summary>
    Either,
}
