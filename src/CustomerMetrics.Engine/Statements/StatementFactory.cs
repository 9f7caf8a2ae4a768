using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Metrics.Acquisition;
using CustomerMetrics.Engine.Metrics.Cohorts;
using CustomerMetrics.Engine.Metrics.Equity;
using CustomerMetrics.Engine.Metrics.Groups;
using CustomerMetrics.Engine.Metrics.Journeys;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Metrics.Referrals;
using CustomerMetrics.Engine.Metrics.Renewals;
using CustomerMetrics.Engine.Metrics.Survival;
using CustomerMetrics.Engine.Sources.Spend;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Asks a source for what the sections of a statement need, and for nothing else.</summary>
internal static class StatementFactory
{
    public static CustomerStatement New(CustomerSource source, StatementQuery query, CancellationToken cancellationToken) =>
        TextCulture.In(query.Culture, () => StatementBuilder.Build(Ask(source, query, cancellationToken), query));

    private static StatementScope Ask(CustomerSource source, StatementQuery query, CancellationToken cancellationToken)
    {
        var logo = LogoFile.Read(query.LogoPath);
        var asked = query.Ledger;
        var asOf = asked.AsOf ?? source.AsOf;
        var isOfTerms = source.Contract is not null;
        var ledger = LedgerMetric.Compute(source, asked, cancellationToken);
        var churn = ledger.Entries.SelectMany(entry => ChurnMetric.Compute(entry, new ChurnQuery { Methods = Enum.GetValues<ChurnMethod>() })).ToList();
        var small = new SmallGroups(query.MinimumGroupSize);
        return new(ledger, churn, source, asked)
        {
            Parts = query.Sections,
            Logo = logo,

            // A table has counted its rows already; terms in a database have no money that adds up.
            Totals = Has(StatementPart.Data) && source is not CustomerTable && !isOfTerms ? (TableSummary?)CustomerFacts.Totals(source, PeriodCalendar.Day(asOf), cancellationToken) : null,
            Cohorts = Has(StatementPart.Cohorts) ? small.Shown(StatementCohortMetric.Compute(source, ledger, cancellationToken)) : new([], []),
            Survival = Has(StatementPart.Survival) ? StatementSurvivalMetric.Compute(source, ledger, cancellationToken) : null,
            Retention = Has(StatementPart.Revenue) && isOfTerms ? RevenueRetentionMetric.Compute(source, ledger, asked, new RevenueRetentionQuery(), cancellationToken) : [],
            Renewals = Has(StatementPart.Renewals) && isOfTerms ? small.Shown(RenewalMetric.Compute(source, query.Reasons, RenewalsOf(asked), cancellationToken).Rates) : [],
            Groups = Has(StatementPart.Groups) ? small.Shown(StatementGroupMetric.Compute(source, ledger, query.GroupBy, asked, cancellationToken)) : null,
            Reasons = Has(StatementPart.Reasons) && query.Reasons is { } given ? small.Shown(StatementReasonMetric.Compute(source, ledger, given, asked, cancellationToken)) : null,
            Journey = Has(StatementPart.Journey) && query is { Reasons: { } told, Stages: { } stages } ? small.Shown(StatementJourneyMetric.Compute(source, ledger, told, stages, asked, cancellationToken)) : null,
            Acquisition = Has(StatementPart.Acquisition) && query is { Spend: { } spend, ChannelColumn: { } channel }
                ? small.Shown(AcquisitionMetric.Compute(source, (SpendList)spend, new AcquisitionQuery { ChannelColumn = channel, IsTotal = true, AsOf = asked.AsOf, Forecast = query.Forecast, Margin = query.Forecast?.MarginRate }, cancellationToken))
                : null,
            Referrals = Has(StatementPart.Referral) && query.Referrals is { } referred
                ? small.Shown(ReferralMetric.Compute(source, new ReferralRateQuery { Ledger = asked, Sources = new() { Referrals = referred }, Reasons = query.Reasons }, cancellationToken))
                : null,
            Small = small,
            Value = Has(StatementPart.Value) && query.Forecast is { } forecast ? StatementValueMetric.Compute(source, ledger, asOf, forecast, cancellationToken) : null,
        };

        bool Has(StatementPart part) => query.Sections.Count == 0 || query.Sections.Contains(part);
    }

    private static RenewalQuery RenewalsOf(LedgerQuery ledger) => new() { Period = ledger.Period, AsOf = ledger.AsOf, Since = ledger.Since, Until = ledger.Until, Last = ledger.Last };
}
