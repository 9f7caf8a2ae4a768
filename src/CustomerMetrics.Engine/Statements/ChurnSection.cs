using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The share of the opening that bought nothing or left, with its uncertainty, and the same period by every method.</summary>
internal static class ChurnSection
{
    private static readonly (ChurnBasis Basis, ChurnMethod Method)[] Methods =
    [
        (ChurnBasis.Customers, ChurnMethod.Opening),
        (ChurnBasis.Customers, ChurnMethod.OpeningAll),
        (ChurnBasis.Customers, ChurnMethod.OpeningPlusNew),
        (ChurnBasis.Customers, ChurnMethod.Average),
        (ChurnBasis.Customers, ChurnMethod.DailyAverage),
        (ChurnBasis.Customers, ChurnMethod.DailySum),
        (ChurnBasis.Customers, ChurnMethod.Hazard),
        (ChurnBasis.GrossRevenue, ChurnMethod.Opening),
        (ChurnBasis.NetRevenue, ChurnMethod.Opening),
    ];

    public static StatementSection Build(StatementScope scope)
    {
        var words = scope.Words;
        var blocks = new List<StatementBlock>();
        if (scope.Subject is { } subject)
        {
            blocks.Add(Figures(scope, subject));
        }

        var points = scope.Entries.Where(entry => entry.IsComplete).ToList();
        var charted = points.TakeLast(StatementScope.ChartPeriods).ToList();
        if (charted.Exists(entry => scope.Rate(entry)?.Rate is not null))
        {
            blocks.Add(new BandChart(
                scope.ChartTitle("Customer churn rate", points.Count),
                Finding(scope, charted),
                [.. charted.Select(entry => Point(scope, entry))]));
        }
        else if (points.Exists(entry => scope.Rate(entry)?.Rate is not null))
        {
            blocks.Add(new StatementText("There is no churn rate of the last " + NumberText.Count(charted.Count) + " " + words.Units + ": nobody was a customer at the opening of one."));
        }
        else
        {
            blocks.Add(new StatementText("There is no churn rate yet: it needs a complete " + words.Unit + " with customers at its opening."));
        }

        if (scope.Entries.Count > 0)
        {
            blocks.Add(Rates(scope));
        }

        if (scope.Subject is { Opening: > 0 } compared)
        {
            blocks.Add(Comparison(scope, compared));
        }

        return new StatementSection("churn", words.ChurnHeading, blocks);
    }

    private static StatementFigures Figures(StatementScope scope, CustomerLedgerEntry subject)
    {
        var people = scope.Rate(subject);
        var gross = scope.Rate(subject, ChurnBasis.GrossRevenue);
        var net = scope.Rate(subject, ChurnBasis.NetRevenue);
        return new StatementFigures(
        [
            new("Customers, " + PeriodName.Short(subject), people?.Rate, ValueKind.Share, RateNote(people)),
            new("A year at that rate", people?.Annualized, ValueKind.Share, people?.Annualized is null ? people?.Reason : "compounded, not multiplied"),
            new("Money, gross", gross?.Rate, ValueKind.Share, RateNote(gross)),
            new("Money, net", net?.Rate, ValueKind.Share, RateNote(net)),
        ]);
    }

    private static string? RateNote(ChurnRate? rate) =>
        rate is { Rate: not null, Low: { } low, High: { } high }
            ? NumberText.Share(low) + " to " + NumberText.Share(high) + " (95%)"
            : rate?.Reason;

    private static BandPoint Point(StatementScope scope, CustomerLedgerEntry entry)
    {
        var rate = scope.Rate(entry);
        return new BandPoint(PeriodName.Short(entry), rate?.Rate, rate?.Low, rate?.High);
    }

    private static StatementTable Rates(StatementScope scope)
    {
        var words = scope.Words;
        return new StatementTable(
            scope.Caption("Churn"),
            [
                new(StatementWords.Sentence(words.Unit), ValueKind.Text),
                new("Rate", ValueKind.Share),
                new(words.Lost, ValueKind.Count),
                new("Of opening", ValueKind.Count),
                new("Low (95%)", ValueKind.Share),
                new("High (95%)", ValueKind.Share),
                new("Annualised", ValueKind.Share),
                new("Money, gross", ValueKind.Share),
                new("Money, net", ValueKind.Share),
            ],
            [.. scope.Tabled.Select(entry => Row(scope, entry))])
        {
            Notes = [.. Reasons(scope)],
        };
    }

    private static IReadOnlyList<object?> Row(StatementScope scope, CustomerLedgerEntry entry)
    {
        var rate = scope.Rate(entry);
        return
        [
            StatementScope.Label(entry),
            rate?.Rate,
            rate?.Numerator ?? entry.Lost,
            rate?.Denominator ?? entry.Opening,
            rate?.Low,
            rate?.High,
            rate?.Annualized,
            scope.Rate(entry, ChurnBasis.GrossRevenue)?.Rate,
            scope.Rate(entry, ChurnBasis.NetRevenue)?.Rate,
        ];
    }

    private static IEnumerable<string> Reasons(StatementScope scope)
    {
        var gaps =
            from entry in scope.Tabled
            from basis in new[] { ChurnBasis.Customers, ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue }
            let reason = Missing(scope.Rate(entry, basis))
            where reason is not null
            group PeriodName.Short(entry) by reason;
        return gaps.Select(Explanation);
    }

    private static string? Missing(ChurnRate? rate) =>
        rate is not null && (rate.Rate is null || rate.Low is null || rate.Annualized is null) 
            ? rate.Reason?.TrimEnd('.') ?? (rate.Rate > 1 ? "a rate above 100% is not annualised" : null)
            : null;

    private static string Explanation(IGrouping<string, string> gap) =>
        NumberText.Nothing + " in " + StatementWords.List([.. gap.Distinct()]) + ": " + gap.Key + ".";

    private static StatementTable Comparison(StatementScope scope, CustomerLedgerEntry subject)
    {
        var words = scope.Words;
        return new StatementTable(
            StatementWords.Sentence(PeriodName.Long(subject)) + " by every method",
            [
                new("Method", ValueKind.Text),
                new("What it divides", ValueKind.Text),
                new("Rate", ValueKind.Share),
                new("Part", ValueKind.Count),
                new("Whole", ValueKind.Count),
                new("Low (95%)", ValueKind.Share),
                new("High (95%)", ValueKind.Share),
                new("Annualised", ValueKind.Share),
            ],
            [
                .. from method in Methods
                   let rate = scope.Rate(subject, method.Basis, method.Method)
                   where rate is not null
                   select (IReadOnlyList<object?>)
                   [
                       Name(method.Basis, method.Method),
                       Formula(method.Basis, method.Method, words),
                       rate.Rate, rate.Numerator, rate.Denominator, rate.Low, rate.High, rate.Annualized,
                   ],
            ])
        {
            Name = "methods",
            Notes =
            [
                "Rates of different methods answer different questions; compare a rate only with rates of its own method.",
                .. from method in Methods
                   let reason = Missing(scope.Rate(subject, method.Basis, method.Method))
                   where reason is not null
                   group Name(method.Basis, method.Method) by reason into gap
                   select Explanation(gap),
            ],
        };
    }

    private static string Name(ChurnBasis basis, ChurnMethod method) => basis switch
    {
        ChurnBasis.GrossRevenue => "Money, gross",
        ChurnBasis.NetRevenue => "Money, net",
        _ => method.ToString(),
    };

    private static string Formula(ChurnBasis basis, ChurnMethod method, StatementWords words)
    {
        var lost = words.LostVerb;
        var everyLoss = words.KnowsWhoLeft ? lost + ", newcomers too" : lost;
        return (basis, method) switch
        {
            (ChurnBasis.GrossRevenue, _) => lost + " and " + StatementWords.Lower(words.Less) + ", of the opening money",
            (ChurnBasis.NetRevenue, _) => "the same, less " + StatementWords.Lower(words.More),
            (_, ChurnMethod.Opening) => lost + ", of the opening",
            (_, ChurnMethod.OpeningAll) => everyLoss + ", of the opening",
            (_, ChurnMethod.OpeningPlusNew) => everyLoss + ", of the opening and all who came",
            (_, ChurnMethod.Average) => everyLoss + ", of the mean of opening and closing",
            (_, ChurnMethod.DailyAverage) => everyLoss + ", of the mean customers a day",
            (_, ChurnMethod.DailySum) => "each day's losses of that day's customers, added up",
            _ => "losses per customer-day, for a month of 30.4375 days",
        };
    }

    private static string Finding(StatementScope scope, List<CustomerLedgerEntry> charted)
    {
        var words = scope.Words;
        var known = charted.Where(entry => scope.Rate(entry)?.Rate is not null).ToList();
        var last = known[^1];
        var latest = Share(last) + " of " + words.Opening(last) + " " + words.LostVerb + " " + PeriodName.In(last)
            + (scope.Rate(last) is { Low: { } low, High: { } high } ? " (95% interval " + NumberText.Share(low) + " to " + NumberText.Share(high) + ")" : "");
        if (known.Count == 1)
        {
            return latest + ".";
        }

        var highest = known.MaxBy(entry => scope.Rate(entry)!.Rate)!;
        var lowest = known.MinBy(entry => scope.Rate(entry)!.Rate)!;
        return latest + ". Highest " + PeriodName.In(highest) + " (" + Share(highest) + "), lowest " + PeriodName.In(lowest) + " (" + Share(lowest) + ").";

        string Share(CustomerLedgerEntry entry) => NumberText.Share(scope.Rate(entry)!.Rate!.Value);
    }
}
