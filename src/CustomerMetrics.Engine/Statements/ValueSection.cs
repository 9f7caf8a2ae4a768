using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What the customers are expected to bring: how much, how it changed, who holds it, and how far to trust it.</summary>
internal static class ValueSection
{
    public static StatementSection Build(StatementScope scope, StatementValue value)
    {
        var blocks = new List<StatementBlock>();
        if (value.Equity.Customers == 0)
        {
            blocks.Add(new StatementText("Nobody bought before " + NumberText.Date(value.Equity.AsOf) + ", so there is nothing to value."));
        }
        else
        {
            var period = scope.Entries.LastOrDefault(entry => entry.IsComplete);
            blocks.Add(Figures(scope, value, period));
            blocks.Add(new StatementText(Expectation(scope, value.Equity)));
            blocks.AddRange(value.Bridge.Count > 0 ? ValueBridge.Blocks(scope, value.Bridge, period!) : [new StatementText("There is no bridge of the equity: " + value.BridgeReason + ".")]);
            blocks.AddRange(Spread(scope, value));
            blocks.AddRange(Trust(value));
        }

        return new StatementSection("value", "What customers are worth", blocks);
    }

    private static StatementFigures Figures(StatementScope scope, StatementValue value, CustomerLedgerEntry? period)
    {
        var equity = value.Equity;
        var ever = "of " + NumberText.Count(equity.Customers) + " who ever bought";

        // One customer is worth too little for whole units, in which a decimal would be told.
        var each = equity.Equity is { } whole ? (double)decimal.Round(whole / equity.Customers, 2) : default(double?);
        return new StatementFigures(
        [
            new("Customer equity, estimated", equity.Equity, ValueKind.Money, EquityNote(equity)),
            new("Each customer, estimated", each, ValueKind.Money, "the mean " + ever),
            new("Still customers, estimated", equity.ExpectedAlive is { } alive ? (long)Math.Round(alive) : null, ValueKind.Count, equity.ExpectedAlive is null ? "BG/NBD cannot tell" : ever),
            new("Return on Customer" + (period is null ? "" : ", " + PeriodName.Short(period)), value.Return?.Return, ValueKind.Share, ReturnNote(value)),
        ]);
    }

    private static string? EquityNote(CustomerEquity equity) => equity switch
    {
        { Equity: null } => equity.Reason,
        { Low: { } low, High: { } high } => NumberText.Whole(low) + " to " + NumberText.Whole(high) + " (95%)",
        _ => "no interval: the model is not certain enough",
    };

    // Not for a year: one period with many new customers, compounded, would be a promise.
    private static string ReturnNote(StatementValue value) => value.Return switch
    {
        null => value.BridgeReason!,
        { Return: null } => "there was no equity at its opening",
        var known => "estimated: " + NumberText.Whole(known.CashFlow) + " came in, equity changed by " + NumberText.Whole(known.EquityChange),
    };

    private static string Expectation(StatementScope scope, CustomerEquity equity)
    {
        var who = equity.Customers == 1 ? "The one customer who bought before " : "The " + NumberText.Count(equity.Customers) + " customers who bought before ";
        if (equity.Equity is not { } whole)
        {
            return "There is no customer equity. " + equity.Reason;
        }

        var basis = equity.MarginRate is null ? "" : " as margin";
        var until = equity.Horizon is "infinite" ? " over all time to come" : " within " + equity.Horizon;
        var later = equity.DiscountRate > 0 ? ", where later money counts less" : "";
        return who + NumberText.Date(equity.AsOf) + (equity.Customers == 1 ? " is" : " are") + " expected to bring " + scope.Amount(whole) + basis + until + later + "."
            + (equity is { Low: { } low, High: { } high, MeanLow: { } least, MeanHigh: { } most }
                ? " In 95 of 100 cases they bring between " + scope.Amount(low) + " and " + scope.Amount(high)
                    + ", if they go on as the model has it; the expectation itself is uncertain, from " + scope.Amount(least) + " to " + scope.Amount(most) + " (95%)."
                : "")
            + " That is an estimate and no money in the books; customers yet to be won are not in it.";
    }

    private static IEnumerable<StatementBlock> Spread(StatementScope scope, StatementValue value)
    {
        if (value.Tenths.Count == 0 || value.Tenths[0].Share is not { } top)
        {
            if (value.Equity.Equity > 0)
            {
                yield return new StatementText("There are fewer than ten customers, too few to tell how equity is spread over them.");
            }

            yield break;
        }

        var first = value.Tenths[0];
        yield return new StatementText(
            "The most valuable 10% of the customers, " + NumberText.Count(first.Customers) + " of " + NumberText.Count(value.Equity.Customers) + ", hold " + NumberText.Share(top)
            + " of the equity; the more valuable half holds " + NumberText.Share(value.Tenths[4].ShareSoFar!.Value) + ".");
        yield return new StatementTable(
            "Customers by estimated value" + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            [
                new("Customers", ValueKind.Text),
                new("Number", ValueKind.Count),
                new("Equity", ValueKind.Money),
                new("Each", ValueKind.Money),
                new("So far", ValueKind.Share),
                new("Share", ValueKind.Share),
                new("Share as a bar", ValueKind.Bar),
            ],
            [
                .. value.Tenths.Select(tenth => (IReadOnlyList<object?>)
                [
                    Name(tenth.Tenth), tenth.Customers, tenth.Equity, decimal.Round(tenth.Equity / tenth.Customers, 4), tenth.ShareSoFar, tenth.Share, tenth.Share,
                ]),
            ])
        {
            Name = "tenths",
            Notes = ["So far: this tenth and the more valuable ones together. Who is in which tenth is estimated too."],
        };
    }

    private static string Name(int tenth) => tenth switch
    {
        1 => "Most valuable 10%",
        10 => "Least valuable 10%",
        _ => Errors.Invariant($"{(tenth - 1) * 10}% to {tenth * 10}%"),
    };

    private static IEnumerable<StatementBlock> Trust(StatementValue value)
    {
        if (value.Test is not { } test)
        {
            yield return new StatementText("How far to trust it could not be tested: " + value.TestReason + ".");
            yield break;
        }

        yield return new StatementText(
            "How far to trust it: the " + ValueFootnotes.Name(test.Model) + " model, fitted only to what was known on " + NumberText.Date(test.Start) + ", had to foretell what "
            + StatementWords.Customers(test.Customers) + " would do before " + NumberText.Date(test.End) + ". " + test.Verdict);
        yield return new StatementTable(
            "Purchases made and expected from " + NumberText.Date(test.Start) + " on",
            [
                new("Repeat purchases before", ValueKind.Text),
                new("Customers", ValueKind.Count),
                new("Purchases", ValueKind.Count),
                new("Expected", ValueKind.Count),
                new("Made by one", ValueKind.Mean),
                new("Expected of one", ValueKind.Mean),
            ],
            [
                .. test.ByFrequency.Select(row => (IReadOnlyList<object?>)
                [
                    row.Frequency, row.Customers, (long)Math.Round(row.Customers * row.Actual), (long)Math.Round(row.Customers * row.Expected), row.Actual, row.Expected,
                ]),
                ["All", test.Customers, test.Actual, (long)Math.Round(test.Expected), (double)test.Actual / test.Customers, test.Expected / test.Customers],
            ])
        {
            Name = "test",
            Notes = ["Expected purchases are rounded. Customers stand in the row of the repeat purchases that they had made before; 7+ is seven or more."],
        };
    }
}
