namespace CustomerMetrics;

/// <summary>On which side of a recommendation a customer is.</summary>
public enum ReferralRole
{
    /// <summary>Was there at the opening, and recommended.</summary>
    Referrer,

    /// <summary>Is new, and was recommended.</summary>
    Referred,
}
