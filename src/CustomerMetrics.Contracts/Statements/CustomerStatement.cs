using System;
using System.Collections.Generic;
using System.Globalization;

namespace CustomerMetrics;

/// <summary>
/// The customer asset statement as a model: numbers stay numbers, and html, markdown, plain text and json are renderings of it.
/// </summary>
public sealed record CustomerStatement
{
    public required string Title { get; init; }

    /// <summary>The first sentence: whole numbers of people and money, in the words that the activity rule allows.</summary>
    public required string Lead { get; init; }

    /// <summary>The period that the lead speaks of; null when no period is complete.</summary>
    public string? Period { get; init; }

    public required DateTime AsOf { get; init; }

    public required string Source { get; init; }

    public string? Currency { get; init; }

    /// <summary>Null where the records that a statement was made of have none in common.</summary>
    public required ActivityRule? ActivityRule { get; init; }

    public int? WindowDays { get; init; }

    /// <summary>In whose numbers and dates the text is written; null as everywhere.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>In which colours a page is shown.</summary>
    public StatementTheme Theme { get; init; }

    /// <summary>The picture over the title of a page; null shows none.</summary>
    public StatementLogo? Logo { get; init; }

    public required IReadOnlyList<StatementSection> Sections { get; init; }

    /// <summary>Rule, method, as-of date, source, rejected rows: what a reader needs to trust a figure.</summary>
    public required IReadOnlyList<string> Footnotes { get; init; }

    /// <summary>The entries behind the statement, for further work.</summary>
    public required IReadOnlyList<CustomerLedgerEntry> Ledger { get; init; }

    public required IReadOnlyList<ChurnRate> Churn { get; init; }

    /// <summary>The cells behind the section of cohorts, their average last; empty while no cohort has had time to come back.</summary>
    public required IReadOnlyList<CohortCell> Cohorts { get; init; }

    /// <summary>What became of the monthly revenue, period by period; empty but for subscriptions.</summary>
    public IReadOnlyList<RevenueRetention> Retention { get; init; } = [];

    /// <summary>The terms that came to their end and how many were renewed, period by period; empty but for subscriptions.</summary>
    public IReadOnlyList<RenewalRate> Renewals { get; init; } = [];

    /// <summary>How long customers stay, with the curve at the ages shown; null where it is not known who left.</summary>
    public CustomerSurvival? Survival { get; init; }

    /// <summary>Why customers were lost in the last complete period; empty without a table of reasons.</summary>
    public IReadOnlyList<CustomerReason> Reasons { get; init; } = [];

    /// <summary>What the groups brought in the last complete period, their sum last; empty where they are not told.</summary>
    public IReadOnlyList<CustomerGroup> Groups { get; init; } = [];

    /// <summary>The ledger of that period by group; empty but for groups of columns.</summary>
    public IReadOnlyList<CustomerLedgerEntry> GroupLedger { get; init; } = [];

    /// <summary>How money is spread over the customers; null where it is not told.</summary>
    public CustomerConcentration? Concentration { get; init; }

    /// <summary>Effort and losses by stage of the journey in that period; empty without a table of stages.</summary>
    public IReadOnlyList<JourneyEffort> Journey { get; init; } = [];

    /// <summary>Who recommended, period by period; empty without a table of referrals.</summary>
    public IReadOnlyList<ReferralRate> Referrals { get; init; } = [];

    /// <summary>What new customers cost by channel, over all the time; empty without a table of spend.</summary>
    public IReadOnlyList<AcquisitionReturn> Acquisition { get; init; } = [];

    /// <summary>What customers are worth; null without a model.</summary>
    public StatementValue? Value { get; init; }
}
