namespace CustomerMetrics;

/// <summary>Which statement is asked of a source.</summary>
public sealed record StatementQuery
{
    public string? Title { get; init; }

    public LedgerQuery Ledger { get; init; } = new() { Period = PeriodUnit.Quarter };

    /// <summary>Why customers were lost; null leaves it out.</summary>
    public ReasonTable? Reasons { get; init; }

    /// <summary>By what customers are valued; null leaves their value out.</summary>
    public ValueForecast? Forecast { get; init; }
}
