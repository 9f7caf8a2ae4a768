using System.Linq;

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
            Culture = query.Culture,
            Theme = query.Theme,
            Logo = scope.Logo,
            Sections = [.. StatementParts.Build(scope)],
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

    private static string Title(StatementScope scope) =>
        "Customer asset statement" + (scope.Subject is { } subject ? ", " + PeriodName.Long(subject) : "");
}
