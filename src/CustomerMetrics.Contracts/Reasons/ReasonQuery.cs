namespace CustomerMetrics;

/// <summary>Which reasons are asked for.</summary>
public sealed record ReasonQuery
{
    /// <summary>The ledger whose movements are explained.</summary>
    public LedgerQuery Ledger { get; init; } = new();

    public ReasonDirection Direction { get; init; }

    /// <summary>How many reasons of each period stand alone; null is all. The others are one line.</summary>
    public int? Top { get; init; }

    public ReasonOrder By { get; init; }

    /// <summary>Days by which a reason may be dated before or after the time in which it explains a movement.</summary>
    public int WithinDays { get; init; }

    /// <summary>Gives shares of periods that are not over.</summary>
    public bool IncludeOpen { get; init; }
}
