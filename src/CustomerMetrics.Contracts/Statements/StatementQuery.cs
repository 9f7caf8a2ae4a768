using System.Collections.Generic;
using System.Globalization;

namespace CustomerMetrics;

/// <summary>Which statement is asked of a source.</summary>
public sealed record StatementQuery
{
    public string? Title { get; init; }

    /// <summary>The sections asked for, in their order; none takes all that there are.</summary>
    public IReadOnlyList<StatementPart> Sections { get; init; } = [];

    /// <summary>In whose numbers and dates the text is written; null writes them as everywhere.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>In which colours a page is shown.</summary>
    public StatementTheme Theme { get; init; }

    /// <summary>The full path of a picture over the title of a page; null shows none.</summary>
    public string? LogoPath { get; init; }

    /// <summary>Groups of fewer customers are left out; null shows all.</summary>
    public int? MinimumGroupSize { get; init; }

    public LedgerQuery Ledger { get; init; } = new() { Period = PeriodUnit.Quarter };

    /// <summary>Why customers were lost; null leaves it out.</summary>
    public ReasonTable? Reasons { get; init; }

    /// <summary>The stages of the journey, for which reasons are needed; null leaves them out.</summary>
    public StageTable? Stages { get; init; }

    /// <summary>Who recommended whom; null leaves it out.</summary>
    public ReferralTable? Referrals { get; init; }

    /// <summary>What was spent on winning customers, for which a column of channels is needed; null leaves it out.</summary>
    public SpendTable? Spend { get; init; }

    /// <summary>The column that tells the channel of a row.</summary>
    public string? ChannelColumn { get; init; }

    /// <summary>The columns whose groups are told; none takes tenths of the customers.</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>By what customers are valued; null leaves their value out.</summary>
    public ValueForecast? Forecast { get; init; }
}
