namespace CustomerMetrics;

/// <summary>What became of a target, the best first.</summary>
public enum TargetVerdict
{
    /// <summary>The value keeps every limit, and so does its whole interval.</summary>
    Met,

    /// <summary>The interval lies on both sides of a limit: the difference may be chance.</summary>
    Unclear,

    /// <summary>There is nothing to compare, such as the rate of an open period.</summary>
    Unknown,

    /// <summary>The value breaks a limit, and so does its whole interval.</summary>
    Missed,
}
