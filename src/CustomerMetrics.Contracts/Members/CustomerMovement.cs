namespace CustomerMetrics;

/// <summary>What a customer did in a period, and the lines of the ledger that gather it.</summary>
public enum CustomerMovement
{
    New,
    Returned,

    /// <summary>At both ends, in the same group.</summary>
    Kept,
    Lost,

    /// <summary>At both ends, and came from another group.</summary>
    MovedIn,

    /// <summary>At both ends, and went to another group.</summary>
    MovedOut,

    /// <summary>Came and gone again inside the period.</summary>
    Transient,

    /// <summary>Rows of a customer who is not there: refunds after the customer was gone.</summary>
    Outside,

    /// <summary>All who were there at the opening.</summary>
    Opening,

    /// <summary>All who are there at the close.</summary>
    Closing,

    /// <summary>Those at both ends with more money at the close.</summary>
    Expansion,

    /// <summary>Those at both ends with less money at the close.</summary>
    Contraction,

    /// <summary>Lost and back inside the period.</summary>
    Interrupted,

    /// <summary>There at the close without an activity in the period.</summary>
    Undecided,
}
