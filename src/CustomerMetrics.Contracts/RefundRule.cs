namespace CustomerMetrics;

/// <summary>What a refund (an amount below zero) does to the customer's money.</summary>
public enum RefundRule
{
    /// <summary>It lowers the customer's money on its own date.</summary>
    Net,

    /// <summary>It lowers the customer's money on the date of the sale that it takes back, found by its reference.</summary>
    Original,

    /// <summary>It stays out of the customer's money and is shown on a line of its own.</summary>
    Separate,

    /// <summary>It is left out as if it were not in the data, and counted.</summary>
    Ignore,
}
