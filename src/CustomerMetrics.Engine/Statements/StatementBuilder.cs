using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Survival;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Lays out the figures of a ledger as a statement: numbers stay numbers, and every word keeps to the activity rule.</summary>
internal static class StatementBuilder
{
    public static CustomerStatement Build(StatementScope scope, StatementQuery query) =>
        new()
        {
            Title = string.IsNullOrWhiteSpace(query.Title) ? Title(scope) : query.Title,
            Lead = StatementLead.Write(scope),
            Period = scope.Subject?.Period,
            AsOf = scope.AsOf,
            Source = scope.Source.Name,
            Currency = scope.Currency,
            ActivityRule = scope.Rule,
            WindowDays = scope.WindowDays,
            Sections = [.. Sections(scope)],
            Footnotes = [.. StatementFootnotes.Write(scope), .. scope.Value is { } worth ? ValueFootnotes.Write(worth, query.Forecast!.Model) : []],
            Ledger = scope.Entries,
            Churn = scope.Churn,
            Cohorts = [.. scope.Cohorts.Cells],
            Retention = scope.Retention.ToArray(),
            Reasons = scope.Reasons?.Reasons.ToArray() ?? [],
            Renewals = scope.Renewals.ToArray(),
            Survival = scope.Survival is { } survival ? SurvivalSection.Shown(survival) : null,
            Groups = scope.Groups?.Groups ?? [],
            GroupLedger = scope.Groups?.Ledger ?? [],
            Concentration = scope.Groups?.Concentration,
            Journey = scope.Journey?.Efforts ?? [],
            Referrals = scope.Referrals?.Rates ?? [],
            Acquisition = scope.Acquisition?.Returns ?? [],
            Value = scope.Value,
        };

    private static IEnumerable<StatementSection> Sections(StatementScope scope)
    {
        yield return CustomersSection.Build(scope);
        yield return ChurnSection.Build(scope);
        yield return CohortsSection.Build(scope);
        if (StatementSurvivalMetric.CanAsk(scope.Rule))
        {
            yield return SurvivalSection.Build(scope, scope.Survival);
        }

        yield return MoneySection.Build(scope);
        if (scope.IsOfSubscriptions)
        {
            yield return RevenueSection.Build(scope, scope.Retention);
            yield return RenewalsSection.Build(scope, scope.Renewals);
        }

        if (scope.Groups is { } groups)
        {
            yield return GroupsSection.Build(scope, groups);
        }

        if (scope.Reasons is { } reasons)
        {
            yield return ReasonsSection.Build(scope, reasons);
        }

        if (scope.Journey is { } journey)
        {
            yield return JourneySection.Build(scope, journey);
        }

        if (scope.Acquisition is { } acquisition)
        {
            yield return AcquisitionSection.Build(scope, acquisition);
        }

        if (scope.Referrals is { } referrals)
        {
            yield return ReferralSection.Build(scope, referrals);
        }

        if (scope.Value is { } value)
        {
            yield return ValueSection.Build(scope, value);
        }

        yield return DataSection.Build(scope);
    }

    private static string Title(StatementScope scope) =>
        "Customer asset statement" + (scope.Subject is { } subject ? ", " + PeriodName.Long(subject) : "");
}
