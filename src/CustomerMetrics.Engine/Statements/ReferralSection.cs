using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Who recommends, who came by it, and why others do not.</summary>
internal static class ReferralSection
{
    public static StatementSection Build(StatementScope scope, ReferralRates referrals)
    {
        var blocks = new List<StatementBlock>();
        if (scope.Subject is { } subject && referrals.Rates.FirstOrDefault(rate => rate.Start == subject.Start) is { } told)
        {
            blocks.Add(new StatementText(Finding(scope, subject, told)));
            blocks.Add(Table(scope, [.. referrals.Rates.TakeLast(StatementScope.TablePeriods)], referrals.Warnings));
            if (told.WhyNot.Any(line => line.Kind is ReasonKind.Recorded))
            {
                blocks.Add(WhyNot(subject, told.WhyNot));
            }
        }
        else
        {
            blocks.Add(new StatementText("No " + scope.Words.Unit + " with customers is complete yet."));
        }

        return new StatementSection("referral", "Who recommends", blocks);
    }

    private static string Finding(StatementScope scope, CustomerLedgerEntry subject, ReferralRate told)
    {
        var who = told.Opening == 0 ? "There was no customer who could have recommended " + PeriodName.In(subject) + "."
            : StatementWords.Sentence(PeriodName.In(subject)) + ", " + NumberText.Count(told.Referrers) + " of " + NumberText.Count(told.Opening) + " customers recommended"
                + (told.Rate is { } rate ? " (" + NumberText.Share(rate) + ")" : "")
                + (told.Referrals == 0 ? "." : ", " + (told.Referrals == 1 ? "once" : NumberText.Count(told.Referrals) + " times") + "; " + (told.Converted == 0 ? "nobody has come by it yet." : NumberText.Count(told.Converted) + " of those they named have come."));
        return told.New == 0 ? who : who + " Of " + NumberText.Count(told.New) + " new customers " + NumberText.Count(told.ReferredNew) + (told.ReferredShare is { } share ? " (" + NumberText.Share(share) + ")" : "")
            + " came by a recommendation; they brought " + scope.Amount(told.ReferredNewValue) + " of the " + scope.Amount(told.NewValue) + " of all new ones.";
    }

    private static StatementTable Table(StatementScope scope, IReadOnlyList<ReferralRate> rates, IReadOnlyList<string> warnings) => new(
        scope.Caption("Recommendations"),
        [
            new(StatementWords.Sentence(scope.Words.Unit), ValueKind.Text),
            new("Customers at the opening", ValueKind.Count),
            new("Recommended", ValueKind.Count),
            new("Rate", ValueKind.Share),
            new("Low (95%)", ValueKind.Share),
            new("High (95%)", ValueKind.Share),
            new("New", ValueKind.Count),
            new("Of these referred", ValueKind.Count),
            new("Share", ValueKind.Share),
        ],
        [.. rates.Select(rate => (IReadOnlyList<object?>)[PeriodName.Short(rate.Unit!.Value, rate.Start) + (rate.IsComplete ? "" : " (open)"), rate.Opening, rate.Referrers, rate.Rate, rate.Low, rate.High, rate.New, rate.ReferredNew, rate.ReferredShare])])
    {
        Notes = ["Rate: customers of the opening who recommended in the " + scope.Words.Unit + ". Recommendations by people who were no customers then are not in it.", .. warnings],
    };

    private static StatementTable WhyNot(CustomerLedgerEntry subject, IReadOnlyList<CustomerReason> lines) => new(
        "Why others do not recommend, " + PeriodName.Short(subject),
        [new("Reason", ValueKind.Text), new("Customers", ValueKind.Count), new("Share", ValueKind.Share)],
        [.. lines.Select(line => (IReadOnlyList<object?>)[line.Reason, line.Customers, line.CustomerShare])])
    {
        Name = "reasons",
        Notes = ["A share is of all customers at the close. Most were never asked, so nobody knows whether they would give the same reasons."],
    };
}
