namespace CustomerMetrics;

/// <summary>Subscriptions held in memory: who pays how much a month, from when, until when. A row is one term.</summary>
public abstract class SubscriptionTable : CustomerTable
{
    /// <summary>Terms without an end.</summary>
    public required long OpenRows { get; init; }

    /// <summary>Terms of nothing: trials and free plans.</summary>
    public required long FreeRows { get; init; }

    /// <summary>Terms below nothing: discounts, which lower the money of the terms beside them.</summary>
    public required long CreditRows { get; init; }

    /// <summary>Terms that end on the day they start, and so cover no day.</summary>
    public required long EmptyRows { get; init; }
}
