namespace CustomerMetrics;

/// <summary>The named ways to compute a churn rate.</summary>
public enum ChurnMethod
{
    /// <summary>Lost / opening.</summary>
    Opening,

    /// <summary>(Lost + transient) / opening.</summary>
    OpeningAll,

    /// <summary>(Lost + transient) / (opening + new + returned + transient).</summary>
    OpeningPlusNew,

    /// <summary>(Lost + transient) / mean of opening and closing.</summary>
    Average,

    /// <summary>(Lost + transient) / mean of the customers active each day.</summary>
    DailyAverage,

    /// <summary>Sum over days of losses / customers active.</summary>
    DailySum,

    /// <summary>Losses / customer-days, for a mean month of 30.4375 days.</summary>
    Hazard,
}
