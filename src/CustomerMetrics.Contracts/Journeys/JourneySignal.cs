namespace CustomerMetrics;

/// <summary>How the effort of a stage stands to the losses that come from it.</summary>
public enum JourneySignal
{
    /// <summary>The stage has at least its share of the effort.</summary>
    Green,

    /// <summary>It has a larger share of the losses than of the effort, which may be chance.</summary>
    Yellow,

    /// <summary>It has a larger share of the losses than of the effort, and so has the whole interval.</summary>
    Red,
}
