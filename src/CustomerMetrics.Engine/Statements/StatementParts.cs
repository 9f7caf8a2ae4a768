using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Metrics.Survival;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The sections that a statement can have, when it has them, and what it takes.</summary>
internal static class StatementParts
{
    private const string OfSubscriptions = "It is told of subscriptions; import them with Import-CustomerSubscription.";

    private static readonly Dictionary<StatementPart, (Func<StatementScope, StatementSection?> Build, string Takes)> Parts = new()
    {
        [StatementPart.Customers] = (CustomersSection.Build, ""),
        [StatementPart.Churn] = (ChurnSection.Build, ""),
        [StatementPart.Cohorts] = (CohortsSection.Build, ""),
        [StatementPart.Survival] = (scope => StatementSurvivalMetric.CanAsk(scope.Rule) ? SurvivalSection.Build(scope, scope.Survival) : null, "It needs to be known who is lost: say so with -ActivityRule Window and -WindowDays."),
        [StatementPart.Money] = (MoneySection.Build, ""),
        [StatementPart.Revenue] = (scope => scope.IsOfSubscriptions ? RevenueSection.Build(scope, scope.Retention) : null, OfSubscriptions),
        [StatementPart.Renewals] = (scope => scope.IsOfSubscriptions ? RenewalsSection.Build(scope, scope.Renewals) : null, OfSubscriptions),
        [StatementPart.Groups] = (scope => scope.Groups is { } groups ? GroupsSection.Build(scope, groups) : null, "Without -GroupBy it needs twenty customers or more and purchases that are imported; else name the columns with -GroupBy."),
        [StatementPart.Reasons] = (scope => scope.Reasons is { } reasons ? ReasonsSection.Build(scope, reasons) : null, "Give the table of reasons with -Reason."),
        [StatementPart.Journey] = (scope => scope.Journey is { } journey ? JourneySection.Build(scope, journey) : null, "Give the tables of stages and of reasons with -Stage and -Reason."),
        [StatementPart.Acquisition] = (scope => scope.Acquisition is { } acquisition ? AcquisitionSection.Build(scope, acquisition) : null, "Give what was spent with -Spend, and the column of channels with -ChannelColumn."),
        [StatementPart.Referral] = (scope => scope.Referrals is { } referrals ? ReferralSection.Build(scope, referrals) : null, "Give the table of referrals with -Referral."),
        [StatementPart.Value] = (scope => scope.Value is { } value ? ValueSection.Build(scope, value) : null, "Give a model of New-CustomerModel with -Model."),
        [StatementPart.Data] = (DataSection.Build, ""),
    };

    /// <summary>The sections asked for, in their order; without any all that there are.</summary>
    public static IEnumerable<StatementSection> Build(StatementScope scope) => scope.Parts.Count == 0
        ? Enum.GetValues<StatementPart>().Select(part => Parts[part].Build(scope)).OfType<StatementSection>()
        : scope.Parts.Distinct().Select(part => Parts[part].Build(scope) ?? throw Missing(part));

    private static CustomerMetricsException Missing(StatementPart part) =>
        new("SectionUnavailable", FailureKind.InvalidArgument, $"This statement has no section {part}.", Parts[part].Takes);
}
