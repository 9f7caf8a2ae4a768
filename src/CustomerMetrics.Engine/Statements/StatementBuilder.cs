using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Lays out the figures of a ledger as a statement: numbers stay numbers, and every word keeps to the activity rule.</summary>
internal static class StatementBuilder
{
    public static CustomerStatement Build(CustomerLedger ledger, IReadOnlyList<ChurnRate> churn, CustomerCohorts cohorts, StatementValue? value, TableSummary? totals, CustomerSource source, StatementQuery query)
    {
        var scope = new StatementScope(ledger, churn, source, query.Ledger) { Totals = totals, Cohorts = cohorts };
        IEnumerable<StatementSection> worth = value is null ? [] : [ValueSection.Build(scope, value)];
        return new CustomerStatement
        {
            Title = string.IsNullOrWhiteSpace(query.Title) ? Title(scope) : query.Title,
            Lead = StatementLead.Write(scope),
            Period = scope.Subject?.Period,
            AsOf = scope.AsOf,
            Source = source.Name,
            Currency = scope.Currency,
            ActivityRule = scope.Rule,
            WindowDays = scope.WindowDays,
            Sections = [CustomersSection.Build(scope), ChurnSection.Build(scope), CohortsSection.Build(scope), MoneySection.Build(scope), .. worth, DataSection.Build(scope)],
            Footnotes = [.. StatementFootnotes.Write(scope), .. value is null ? [] : ValueFootnotes.Write(value, query.Forecast!.Model)],
            Ledger = scope.Entries,
            Churn = scope.Churn,
            Cohorts = [.. scope.Cohorts.Cells],
            Value = value,
        };
    }

    private static string Title(StatementScope scope) =>
        "Customer asset statement" + (scope.Subject is { } subject ? ", " + PeriodName.Long(subject) : "");
}
