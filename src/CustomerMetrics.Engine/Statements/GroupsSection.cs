using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What groups of customers brought in the last complete period, who moved between them, and how money is spread over the customers.</summary>
internal static class GroupsSection
{
    private const double Best = 0.2;

    private static readonly double[] Steps = [0.01, 0.05, 0.1, Best, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

    public static StatementSection Build(StatementScope scope, StatementGroups groups)
    {
        var blocks = new List<StatementBlock>();
        if (scope.Subject is { } subject)
        {
            if (groups.Groups.Count > 1)
            {
                blocks.Add(new StatementText(Finding(scope, subject, groups.Groups)));
            }

            if (groups.Concentration is { Gini: not null } spread)
            {
                blocks.Add(Whale(scope, spread));
                blocks.Add(Spread(spread));
            }

            if (groups.Groups.Count > 0)
            {
                blocks.Add(Brought(scope, subject, groups));
            }

            if (groups.Ledger.Count > 0)
            {
                blocks.Add(new StatementText(Moves(scope, subject, groups)));
                blocks.Add(Moved(scope, subject, groups));
                blocks.AddRange(groups.Flow is { } flow ? GroupFlow.Blocks(scope, subject, flow) : []);
            }
        }

        return new StatementSection("groups", groups.Ledger.Count > 0 ? "Groups, and who moved between them" : "Groups of customers", blocks);
    }

    private static string Finding(StatementScope scope, CustomerLedgerEntry subject, IReadOnlyList<CustomerGroup> groups)
    {
        var total = groups[^1];
        var first = IsTenths(groups) ? groups[0] : groups.SkipLast(1).MaxBy(group => group.Revenue)!;
        var share = first.RevenueShare is { } money ? " (" + NumberText.Share(money) + ")" : "";
        var people = first.CustomerShare is { } part ? " (" + NumberText.Share(part) + ")" : "";
        var finding = "Of the " + scope.Amount(total.Revenue) + " that " + StatementWords.Customers(total.Customers) + " brought " + PeriodName.In(subject) + ", " + scope.Amount(first.Revenue) + share
            + (IsTenths(groups) ? " came from the best tenth, " + StatementWords.Customers(first.Customers) + "." : " came from " + Named(first.Group) + ", which is " + StatementWords.Customers(first.Customers) + people + ".");
        return groups.SkipLast(1).Where(group => group.Profit < 0).ToList() switch
        {
            [] => finding,
            [var one] => finding + " The group " + Label(one) + " cost more than it brought: " + scope.Amount(-one.Profit!.Value) + ".",
            var several => finding + " " + NumberText.Count(several.Count) + " groups cost more than they brought: " + StatementWords.List([.. several.Select(group => Label(group))]) + ".",
        };
    }

    private static CurveChart Whale(StatementScope scope, CustomerConcentration spread)
    {
        var what = spread.Basis is GroupBasis.Profit ? "profit" : "money";
        List<CurveMark> marks = [new(Best, spread.ParetoShare!.Value, "20% bring " + NumberText.Share(spread.ParetoShare.Value))];
        if (spread is { Unprofitable: > 0, Peak: { } peak, PeakShare: { } at })
        {
            marks.Add(new(at, peak, NumberText.Share(at) + " bring " + NumberText.Share(peak)));
        }

        return new(
            "How the " + what + " of all time is spread over the customers",
            Spread(scope, spread),
            "Customers, the best first",
            StatementWords.Sentence(what),
            [.. spread.Curve.Where(point => point.Share is not null).Select(point => new CurvePoint(point.CustomerShare, point.Share!.Value))],
            marks);
    }

    private static string Spread(StatementScope scope, CustomerConcentration spread)
    {
        var (what, from) = spread.Basis is GroupBasis.Profit ? ("profit", "of all profit so far, ") : ("money", "of all money so far, ");
        var text = StatementWords.Sentence(from) + "the best fifth of the customers brought " + NumberText.Share(spread.ParetoShare!.Value) + ".";
        return spread.Unprofitable == 0 ? text
            : text + " " + StatementWords.Sentence(StatementWords.Customers(spread.Unprofitable)) + (spread.UnprofitableShare is { } share ? " (" + NumberText.Share(share) + ")" : "")
                + (spread.Unprofitable == 1 ? " brought less than nothing, and takes " : " brought less than nothing, and take ") + scope.Amount(spread.Destroyed) + " of the " + what + " away again.";
    }

    private static StatementTable Spread(CustomerConcentration spread)
    {
        var points = Steps.Select(step => spread.Curve.Where(point => point.Customers > 0).MinBy(point => System.Math.Abs(point.CustomerShare - step))!).Where(point => point.Share is not null).DistinctBy(point => point.Customers);
        var what = spread.Basis is GroupBasis.Profit ? "profit" : "money";
        return new(
            "What the best customers bring of the " + what + " so far",
            [new("Customers, the best first", ValueKind.Text), new("Number", ValueKind.Count), new(StatementWords.Sentence(what), ValueKind.Money), new("Share", ValueKind.Share)],
            [.. points.Select(point => (IReadOnlyList<object?>)[NumberText.Share(point.CustomerShare), point.Customers, point.Amount, point.Share])])
        {
            Name = "concentration",
        };
    }

    private static StatementTable Brought(StatementScope scope, CustomerLedgerEntry subject, StatementGroups groups)
    {
        var hasCost = groups.Groups[^1].Profit is not null;
        return new(
            "What each group brought " + PeriodName.In(subject) + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            [
                new("Group", ValueKind.Text),
                new("Customers", ValueKind.Count),
                new("Share", ValueKind.Share),
                .. hasCost ? [] : new[] { new StatementColumn("Purchases", ValueKind.Count) },
                new("Money", ValueKind.Money),
                new("Share of money", ValueKind.Share),
                new("Share as a bar", ValueKind.Bar),
                new("Per customer", ValueKind.Money),
                .. hasCost ? new[] { new StatementColumn("Profit", ValueKind.Money), new StatementColumn("Margin", ValueKind.Share) } : [],
            ],
            [
                .. groups.Groups.Select(group => (IReadOnlyList<object?>)
                [
                    group.IsTotal ? "All" : Label(group), group.Customers, group.CustomerShare, .. hasCost ? [] : new object?[] { group.Orders }, group.Revenue, group.RevenueShare, group.IsTotal ? null : group.RevenueShare, group.RevenuePerCustomer,
                    .. hasCost ? new object?[] { group.Profit, group.Margin } : [],
                ]),
            ])
        {
            Notes = [.. Notes(groups)],
        };
    }

    private static string Moves(StatementScope scope, CustomerLedgerEntry subject, StatementGroups groups)
    {
        var ledger = groups.Ledger;
        var moved = groups.Whole.Sum(entry => entry.MovedIn);
        var worst = ledger.Where(entry => entry is { Opening: > 0, Lost: > 0 }).MaxBy(entry => (double)entry.Lost / entry.Opening);
        var who = moved == 0 ? "Nobody moved from one group to another " + PeriodName.In(subject) + "."
            : StatementWords.Sentence(StatementWords.Customers(moved)) + " moved from one group to another " + PeriodName.In(subject)
                + (ledger.MaxBy(entry => entry.MovedIn - entry.MovedOut) is { } gained && gained.MovedIn > gained.MovedOut ? "; " + Named(gained.Group!) + " gained most by it, " + NumberText.Count(gained.MovedIn - gained.MovedOut) : "") + ".";
        return worst is null ? who : who + " Of " + Named(worst.Group!) + " the largest share " + scope.Words.LostVerb + ": " + NumberText.Count(worst.Lost) + " of " + NumberText.Count(worst.Opening) + ".";
    }

    private static StatementTable Moved(StatementScope scope, CustomerLedgerEntry subject, StatementGroups groups) => new(
        "Customers in and out by group " + PeriodName.In(subject),
        [
            new("Group", ValueKind.Text),
            new("Opening", ValueKind.Count),
            new(scope.Words.New, ValueKind.Count),
            new(scope.Words.Returned, ValueKind.Count),
            new("Moved in", ValueKind.Count),
            new(scope.Words.Lost, ValueKind.Count),
            new("Moved out", ValueKind.Count),
            new("Closing", ValueKind.Count),
            new("Money at the close", ValueKind.Money),
        ],
        [
            .. groups.Ledger.Select(entry => Row(entry.Group!, [entry])),
            Row("All", groups.Whole),
        ])
    {
        Name = "movement",
        Notes = ["A customer belongs to the group of the latest activity. Who moves is still there."],
    };

    private static IReadOnlyList<object?> Row(string name, IReadOnlyList<CustomerLedgerEntry> of) =>
    [
        name, of.Sum(entry => entry.Opening), of.Sum(entry => entry.New), of.Sum(entry => entry.Returned), of.Sum(entry => entry.MovedIn),
        of.Sum(entry => entry.Lost), of.Sum(entry => entry.MovedOut), of.Sum(entry => entry.Closing), of.Sum(entry => entry.ClosingValue),
    ];

    private static bool IsTenths(IReadOnlyList<CustomerGroup> groups) => groups[0].By is CustomerGrouping.Decile;

    private static string Named(string group) => "the group \"" + group + "\"";

    private static string Label(CustomerGroup group) => group.By is CustomerGrouping.Decile ? "Tenth " + group.Group : group.Group;

    private static IEnumerable<string> Notes(StatementGroups groups)
    {
        if (IsTenths(groups.Groups))
        {
            yield return "The groups are tenths of the customers, those with the most " + (groups.Groups[0].Basis is GroupBasis.Profit ? "profit" : "money") + " first; customers who are alike stay together, so a tenth may be a little larger or smaller.";
        }

        foreach (var warning in groups.Warnings)
        {
            yield return warning;
        }
    }
}
