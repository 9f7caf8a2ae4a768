using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>From the customer equity at the start of a period to that at its end.</summary>
internal static class ValueBridge
{
    private const string New = "New";
    private const string Accretion = "Accretion";
    private const string Cash = "Cash expected";
    private const string Horizon = "Horizon";
    private const string Surprise = "Surprise";

    public static IEnumerable<StatementBlock> Blocks(StatementScope scope, IReadOnlyList<CustomerEquityBridge> bridge, CustomerLedgerEntry period)
    {
        var all = bridge.Single(line => line.Class is EquityClass.All);
        var lines = Lines(all).ToList();
        yield return new WaterfallChart(
            "Customer equity " + PeriodName.In(period) + ", estimated",
            Finding(scope, bridge, all, period),
            ValueKind.Money,
            [new WaterfallGroup(PeriodName.Short(period), all.Opening, [.. lines.Select(line => new WaterfallStep(line.Label, line.Amount(all), line.IsGain))], all.Closing, IsComplete: true)]);
        yield return new StatementTable(
            "Customer equity " + PeriodName.In(period) + " by what customers did" + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            [
                new("Customers", ValueKind.Text),
                new("Number", ValueKind.Count),
                new("Opening", ValueKind.Money),
                .. lines.Select(line => new StatementColumn(line.Label, ValueKind.Money)),
                new("Closing", ValueKind.Money),
            ],
            [
                .. bridge.Select(ofClass => (IReadOnlyList<object?>)
                [
                    Name(ofClass.Class), ofClass.Customers, ofClass.Opening, .. lines.Select(line => (object?)line.Amount(ofClass)), ofClass.Closing,
                ]),
            ])
        {
            Notes = [.. Notes(scope, all, lines)],
        };
    }

    private static IEnumerable<Line> Lines(CustomerEquityBridge all)
    {
        yield return new(New, bridge => bridge.NewEquity, IsGain: true);
        yield return new(Accretion, bridge => bridge.Accretion, IsGain: true);
        yield return new(Cash, bridge => bridge.ExpectedCash, IsGain: false);
        if (all.HorizonEffect != 0)
        {
            yield return new(Horizon, bridge => bridge.HorizonEffect, IsGain: true);
        }

        yield return new(Surprise, bridge => bridge.Surprise, IsGain: true);
    }

    // The words of the period rule hold under every rule: the classes are told by purchases in two periods.
    private static string Name(EquityClass ofClass) => ofClass switch
    {
        EquityClass.Returned => "Bought again",
        EquityClass.Lost => "Bought nothing",
        _ => ofClass.ToString(),
    };

    private static IEnumerable<string> Notes(StatementScope scope, CustomerEquityBridge all, List<Line> lines)
    {
        var unit = scope.Words.Unit;
        yield return "Every line adds up: opening" + string.Concat(lines.Select(line => (line.IsGain ? " + " : " " + NumberText.Minus + " ") + line.Label.ToLowerInvariant())) + " = closing.";
        yield return "New bought for the first time in the " + unit + "; bought again did so after a " + unit + " or more without a purchase; kept bought in it and in the " + unit
            + " before; bought nothing did so before only; dormant in neither.";
        yield return Accretion + ": what money to come gains as it comes nearer. " + Cash + ": what earlier customers were expected to bring in the " + unit + ", which is no longer to come. "
            + (all.HorizonEffect == 0 ? "" : Horizon + ": the time that came into the horizon. ")
            + Surprise + ": what they are worth at the end beyond what was expected at the start.";
        if (all.Note is { } note)
        {
            yield return note;
        }
    }

    private static string Finding(StatementScope scope, IReadOnlyList<CustomerEquityBridge> bridge, CustomerEquityBridge all, CustomerLedgerEntry period)
    {
        var (before, after) = (scope.Amount(all.Opening), scope.Amount(all.Closing));
        var course = before == after ? "stayed at " + after : (all.Closing < all.Opening ? "fell" : "rose") + " from " + before + " to " + after;
        var actual = bridge.Where(line => line.Class is not (EquityClass.New or EquityClass.All)).Sum(line => line.ActualCash);
        var worth = Math.Abs(all.Surprise) < 0.5m ? "; they are worth what was expected." : "; what they did made them worth " + scope.Amount(Math.Abs(all.Surprise)) + (all.Surprise < 0 ? " less" : " more") + " than expected.";
        return "Customer equity " + course + " " + PeriodName.In(period) + ". New customers added " + scope.Amount(all.NewEquity) + "."
            + (all.Opening == 0 ? "" : " Earlier customers were expected to bring " + scope.Amount(all.ExpectedCash) + " and brought " + scope.Amount(actual) + worth);
    }

    private sealed record Line(string Label, Func<CustomerEquityBridge, decimal> Amount, bool IsGain);
}
