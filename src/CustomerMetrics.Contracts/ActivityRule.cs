namespace CustomerMetrics;

/// <summary>When somebody counts as a customer.</summary>
public enum ActivityRule
{
    /// <summary>Active in a period with at least one activity in it.</summary>
    Period,

    /// <summary>Active at an instant with an activity in the days before it.</summary>
    Window,

    /// <summary>Active while a paid term runs: the rule of subscriptions.</summary>
    Contract,
}
