namespace CustomerMetrics;

/// <summary>What a reason explains.</summary>
public enum ReasonDirection
{
    /// <summary>Why a customer left.</summary>
    Out,

    /// <summary>Why a customer came.</summary>
    In,

    /// <summary>Why a customer stayed.</summary>
    Stay,

    /// <summary>Why a customer recommends.</summary>
    Refer,

    /// <summary>Why a customer does not recommend.</summary>
    NoRefer,
}
