namespace CustomerMetrics;

/// <summary>What a purchase to come is expected to bring.</summary>
public enum SpendKind
{
    /// <summary>Colombo and Jiang 1999: between the customer's own mean and that of all, as if spend had nothing to do with frequency.</summary>
    GammaGamma,

    /// <summary>The mean of the customers who bought about as often.</summary>
    Stratum,
}
