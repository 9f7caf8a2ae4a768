using System.Collections.Generic;

namespace CustomerMetrics.Engine.Statements;

/// <summary>How the value of customers was estimated.</summary>
internal static class ValueFootnotes
{
    public static IEnumerable<string> Write(StatementValue value, CustomerModel model)
    {
        var equity = value.Equity;
        yield return "Customer equity is estimated by the " + Name(equity.Model) + " model of when customers buy" + Spend(model) + ", fitted to " + model.Source + " as of " + NumberText.Date(equity.ModelAsOf)
            + " and applied to what each customer had done before " + NumberText.Date(equity.AsOf) + "."
            + (model.Identified ? "" : " The data do not tell all of its parameters, so there are no intervals.");
        yield return "Customer equity counts " + (equity.MarginRate is { } margin ? "margin, " + NumberText.Share(margin) + " of the money" : "revenue") + ", "
            + (equity.Horizon is "infinite" ? "over all time to come" : "over " + equity.Horizon) + ", "
            + (equity.DiscountRate > 0 ? "at a discount rate of " + NumberText.Share(equity.DiscountRate) + " a year." : "without a discount.");
        if (equity.Low is not null)
        {
            yield return "The 95% interval of customer equity holds the outcomes of 95 of 100 draws: the parameters from what the data say of them, then for each customer whether and when there are purchases and what they bring. With many customers an even sample of them is drawn. "
                + equity.Method + ".";
        }

        if (value.Return is not null)
        {
            yield return "Return on Customer: the money of the period" + (equity.MarginRate is null ? "" : ", as margin,") + " and the change of customer equity, divided by the equity at its opening. Change of equity is estimated, money is not.";
        }
    }

    public static string Name(ModelKind model) => model switch
    {
        ModelKind.ParetoNbd => "Pareto/NBD",
        ModelKind.MbgNbd => "MBG/NBD",
        ModelKind.BgNbd => "BG/NBD",
        _ => "NBD",
    };

    private static string Spend(CustomerModel model) => model.Spend?.Kind switch
    {
        null => "",
        SpendKind.GammaGamma => " and the Gamma-Gamma model of what they spend",
        _ => " and the mean spend of customers who bought about as often",
    };
}
