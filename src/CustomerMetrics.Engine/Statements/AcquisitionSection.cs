using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What a new customer costs by channel, and when that is earned back, over all the time.</summary>
internal static class AcquisitionSection
{
    public static StatementSection Build(StatementScope scope, AcquisitionReturns acquisition)
    {
        var blocks = new List<StatementBlock>();
        if (acquisition.Returns.FirstOrDefault(line => line.Channel == AcquisitionReturn.All) is { } all)
        {
            blocks.Add(new StatementText(Finding(scope, acquisition.Returns, all)));
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

        var idle = channels.Where(line => line is { NewCustomers: 0, Spend: > 0 }).ToList();
        return idle.Count == 0 ? text : text + " Nobody came by " + StatementWords.List([.. idle.Select(line => "\"" + line.Channel + "\" (" + scope.Amount(line.Spend!.Value) + ")")]) + ".";
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
        ],
        [.. acquisition.Returns.Select(line => (IReadOnlyList<object?>)[line.Channel, line.Spend, line.NewCustomers, line.Cac, line.MarginPerCustomer3, line.MarginPerCustomer6, line.MarginPerCustomer12, line.PaybackMonth is { } month ? (long)month : null, line.Retention12])])
    {
        Notes =
        [
            "A customer belongs to the channel of the first " + scope.Words.Cause + ". What a customer brought is " + Basis(acquisition.Returns[0].Basis) + ", of those customers for whom so many months are over. Paid: all channels with spend. All: everybody, also those who came for nothing.",
            .. acquisition.Warnings,
        ],
    };

    private static string Basis(MarginBasis basis) => basis switch
    {
        MarginBasis.Cost => "money less cost",
        MarginBasis.Given => "the given share of the money",
        _ => "all money, since no cost is known",
    };
}
