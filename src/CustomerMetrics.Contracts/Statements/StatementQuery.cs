using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>Which statement is asked of a source.</summary>
public sealed record StatementQuery
{
    public string? Title { get; init; }

    public LedgerQuery Ledger { get; init; } = new() { Period = PeriodUnit.Quarter };

    /// <summary>Why customers were lost; null leaves it out.</summary>
    public ReasonTable? Reasons { get; init; }

    /// <summary>The stages of the journey, for which reasons are needed; null leaves them out.</summary>
    public StageTable? Stages { get; init; }

    /// <summary>The columns whose groups are told; none takes tenths of the customers.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>By what customers are valued; null leaves their value out.</summary>
    public ValueForecast? Forecast { get; init; }
}
