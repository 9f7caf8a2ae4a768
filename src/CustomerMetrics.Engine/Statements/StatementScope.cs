using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What every part of a statement speaks about.</summary>
internal sealed class StatementScope
{
    /// <summary>More periods than this make a chart unreadable.</summary>
    public const int ChartPeriods = 12;

    public const int TablePeriods = 24;

    private readonly Dictionary<(string Period, ChurnBasis Basis, ChurnMethod Method), ChurnRate> rates;

    public StatementScope(CustomerLedger ledger, IReadOnlyList<ChurnRate> churn, CustomerSource source, LedgerQuery query)
    {
        Entries = ledger.Entries;
        Churn = churn;
        Source = source;
        Query = query;
        var any = Entries.Count > 0 ? Entries[0] : null;
        Unit = any?.Unit ?? query.Period;
        Rule = any?.ActivityRule ?? LedgerMetric.RuleOf(source, query.ActivityRule);
        WindowDays = any is null ? query.WindowDays : any.WindowDays;
        AsOf = any?.AsOf ?? query.AsOf ?? source.AsOf;
        Currency = string.IsNullOrWhiteSpace(source.Currency) ? null : source.Currency;
        Words = StatementWords.Of(Rule, WindowDays, source.Contract, Unit);
        Subject = SubjectOf(Entries);
        rates = [];
        foreach (var rate in churn)
        {
            rates.TryAdd((rate.Period, rate.Basis, rate.Method), rate);
        }
    }

    public IReadOnlyList<CustomerLedgerEntry> Entries { get; }

    public IReadOnlyList<ChurnRate> Churn { get; }

    public CustomerSource Source { get; }

    /// <summary>The sections asked for; none means all.</summary>
    public IReadOnlyList<StatementPart> Parts { get; init; } = [];

    /// <summary>Read before any figure, since its path may be wrong.</summary>
    public StatementLogo? Logo { get; init; }

    /// <summary>What is left out, since it is of few customers.</summary>
    public SmallGroups Small { get; init; } = new(null);

    /// <summary>The rows of a source that does not tell them itself.</summary>
    public TableSummary? Totals { get; init; }

    /// <summary>The cohorts of the periods shown that have a next one.</summary>
    public CustomerCohorts Cohorts { get; init; } = new([], []);

    /// <summary>Of subscriptions, what became of the monthly revenue.</summary>
    public IReadOnlyList<RevenueRetention> Retention { get; init; } = [];

    /// <summary>Why customers were lost in the last complete period; null where no reasons are given.</summary>
    public CustomerReasons? Reasons { get; init; }

    /// <summary>What groups brought and who moved; null where they are not told.</summary>
    public StatementGroups? Groups { get; init; }

    /// <summary>Effort and losses by stage; null without a table of stages.</summary>
    public CustomerJourneys? Journey { get; init; }

    /// <summary>Who recommended; null without a table of referrals.</summary>
    public ReferralRates? Referrals { get; init; }

    /// <summary>What new customers cost; null without a table of spend.</summary>
    public AcquisitionReturns? Acquisition { get; init; }

    /// <summary>How long customers stay; null where it is not known.</summary>
    public CustomerSurvival? Survival { get; init; }

    /// <summary>Of subscriptions, the terms that ended and how many were renewed.</summary>
    public IReadOnlyList<RenewalRate> Renewals { get; init; } = [];

    /// <summary>Null without a model.</summary>
    public StatementValue? Value { get; init; }

    public LedgerQuery Query { get; }

    public PeriodUnit Unit { get; }

    public ActivityRule Rule { get; }

    public int? WindowDays { get; }

    public DateTime AsOf { get; }

    public string? Currency { get; }

    public StatementWords Words { get; }

    /// <summary>Whether the rows are terms, and not purchases.</summary>
    public bool IsOfSubscriptions => Source.Contract is not null;

    /// <summary>Whether customers who are older than the data are known to be.</summary>
    public bool IsFirstSeenKnown => Source.Columns.ContainsKey("FirstSeen");

    /// <summary>The latest complete period with anybody in it, which the lead and the headline figures speak of.</summary>
    public CustomerLedgerEntry? Subject { get; }

    public IEnumerable<CustomerLedgerEntry> Charted => Entries.TakeLast(ChartPeriods);

    public IEnumerable<CustomerLedgerEntry> Tabled => Entries.TakeLast(TablePeriods);

    public bool Tells(StatementPart part) => Parts.Count == 0 || Parts.Contains(part);

    public ChurnRate? Rate(CustomerLedgerEntry entry, ChurnBasis basis = ChurnBasis.Customers, ChurnMethod method = ChurnMethod.Opening) =>
        rates.GetValueOrDefault((entry.Period, basis, method));

    /// <summary>A period in a table or a chart; an open one says so.</summary>
    public static string Label(CustomerLedgerEntry entry) => PeriodName.Short(entry) + (entry.IsComplete ? "" : " (open)");

    /// <summary>Money in a sentence.</summary>
    public string Amount(decimal value) => (Currency is null ? "" : Currency + " ") + NumberText.Whole(value);

    public string ChartTitle(string title, int complete) => title + " by " + Words.Unit + Limit(ChartPeriods, complete);

    public string Caption(string title) => title + " by " + Words.Unit + Limit(TablePeriods, Entries.Count);

    public string Limit(int limit, int count) =>
        count > limit ? TextCulture.Write($", the last {limit} of {count} {Words.Units}") : "";

    /// <summary>The latest complete period with anybody in it.</summary>
    public static CustomerLedgerEntry? SubjectOf(IEnumerable<CustomerLedgerEntry> entries) => entries.LastOrDefault(entry => entry.IsComplete && IsInhabited(entry));

    private static bool IsInhabited(CustomerLedgerEntry entry) =>
        entry.Opening > 0 || entry.Closing > 0 || entry.Transient > 0;
}
