using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What a new customer costs by channel, and when that is earned back, over all the time.</summary>
internal static class AcquisitionSection
{
    private static readonly StatementColumn[] LifetimeColumns = [new("Expected to bring", ValueKind.Money), new("Life by cost", ValueKind.Mean), new("From", ValueKind.Mean), new("To", ValueKind.Mean)];

    public static StatementSection Build(StatementScope scope, AcquisitionReturns acquisition)
    {
        var blocks = new List<StatementBlock>();
        if (acquisition.Returns.FirstOrDefault(line => line.Channel == AcquisitionReturn.All) is { } all)
        {
            blocks.Add(new StatementText(Finding(scope, acquisition.Returns, all)));
            if (AcquisitionChart.Of(scope, acquisition.Returns) is { } chart)
            {
                blocks.Add(chart);
            }

            blocks.Add(Table(scope, acquisition));
        }
        else
        {
            blocks.Add(new StatementText("Nothing was spent and nobody came, so there is no cost of a customer."));
        }

        return new StatementSection("acquisition", "What new customers cost", blocks);
    }

    private static string Finding(StatementScope scope, IReadOnlyList<AcquisitionReturn> lines, AcquisitionReturn all)
    {
        var channels = lines.Where(line => line.Channel is not (AcquisitionReturn.All or AcquisitionReturn.Paid)).ToList();
        var priced = channels.Where(line => line.Cac is > 0).ToList();
        var text = all.Cac is { } cost ? "A new customer has cost " + Price(scope, cost) + " so far, " + scope.Amount(all.Spend ?? 0) + " for " + StatementWords.Customers(all.NewCustomers) + "." : "Nothing was spent on new customers.";
        if (priced.Count > 1)
        {
            var (least, most) = (priced.MinBy(line => line.Cac)!, priced.MaxBy(line => line.Cac)!);
            text += " The cheapest came by \"" + least.Channel + "\" for " + Price(scope, least.Cac!.Value) + " each, the dearest by \"" + most.Channel + "\" for " + Price(scope, most.Cac!.Value)
                + (most.PaybackMonth is { } month ? ", which is earned back in month " + NumberText.Count(month) + "." : ", which is not earned back yet.");
        }

        text += Lifetime(scope, all);
        var idle = channels.Where(line => line is { NewCustomers: 0, Spend: > 0 }).ToList();
        return idle.Count == 0 ? text : text + " Nobody came by " + StatementWords.List([.. idle.Select(line => "\"" + line.Channel + "\" (" + scope.Amount(line.Spend!.Value) + ")")]) + ".";
    }

    private static string Lifetime(StatementScope scope, AcquisitionReturn all)
    {
        if (all is not { LtvToCac: { } ratio, ObservedValue: { } seen, ResidualValue: { } expected })
        {
            return "";
        }

        var text = " Such a customer has brought " + Price(scope, seen) + " and is expected to bring " + Price(scope, expected) + " more: " + NumberText.Cell(ratio, ValueKind.Mean) + " times the cost";
        return all is { LtvToCacLow: { } low, LtvToCacHigh: { } high } ? text + ", between " + NumberText.Cell(low, ValueKind.Mean) + " and " + NumberText.Cell(high, ValueKind.Mean) + " times as far as the data tell." : text + ".";
    }

    private static string Price(StatementScope scope, decimal value) => (scope.Currency is null ? "" : scope.Currency + " ") + NumberText.Money(value);

    private static StatementTable Table(StatementScope scope, AcquisitionReturns acquisition) => new(
        "Channels over all the time" + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
        [
            new("Channel", ValueKind.Text),
            new("Spent", ValueKind.Money),
            new("New customers", ValueKind.Count),
            new("Cost of one", ValueKind.Money),
            new("Brought after 3 months", ValueKind.Money),
            new("6 months", ValueKind.Money),
            new("12 months", ValueKind.Money),
            new("Earned back in month", ValueKind.Count),
            new("Active after 12 months", ValueKind.Share),
            .. HasLifetime(acquisition) ? LifetimeColumns : [],
        ],
        [.. acquisition.Returns.Select(line => Row(line, HasLifetime(acquisition)))])
    {
        Notes =
        [
            "A customer belongs to the channel of the first " + scope.Words.Cause + ". What a customer brought is " + Basis(acquisition.Returns[0].Basis) + ", of those customers for whom so many months are over. Paid: all channels with spend. All: everybody, also those who came for nothing.",
            .. HasLifetime(acquisition) ? ["Expected to bring: by the model of the section about what customers are worth, from the as-of date on. Life by cost: what a customer has brought and is expected to bring, divided by the cost of one; the interval is of 95%, over who came and what the data leave open of the model."] : Array.Empty<string>(),
            .. acquisition.Warnings,
        ],
    };

    private static bool HasLifetime(AcquisitionReturns acquisition) => acquisition.Returns.Any(line => line.LifetimeValue is not null);

    private static IReadOnlyList<object?> Row(AcquisitionReturn line, bool hasLifetime) =>
    [
        line.Channel, line.Spend, line.NewCustomers, line.Cac, line.MarginPerCustomer3, line.MarginPerCustomer6, line.MarginPerCustomer12, line.PaybackMonth is { } month ? (long)month : null, line.Retention12,
        .. hasLifetime ? new object?[] { line.ResidualValue, line.LtvToCac, line.LtvToCacLow, line.LtvToCacHigh } : [],
    ];

    private static string Basis(MarginBasis basis) => basis switch
    {
        MarginBasis.Cost => "money less cost",
        MarginBasis.Given => "the given share of the money",
        _ => "all money, since no cost is known",
    };
}
