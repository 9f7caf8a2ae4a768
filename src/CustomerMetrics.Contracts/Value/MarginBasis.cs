namespace CustomerMetrics;

/// <summary>Where the margin of a value came from.</summary>
public enum MarginBasis
{
    /// <summary>Nothing told costs, so the value is one of revenue.</summary>
    Revenue,

    /// <summary>The cost column: (net - cost) / net of all rows before the as-of date.</summary>
    Cost,

    /// <summary>The one who asked.</summary>
    Given,
}
