using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>What a new customer of each channel costs beside what such a customer brings in the longest time that is over for all of them.</summary>
internal static class AcquisitionChart
{
    private const int MostChannels = 12;
    private const int MostNamed = 4;

    private static readonly (int Months, Func<AcquisitionReturn, decimal?> Margin)[] Spans =
        [(12, line => line.MarginPerCustomer12), (6, line => line.MarginPerCustomer6), (3, line => line.MarginPerCustomer3), (1, line => line.MarginPerCustomer1)];

    public static PairsChart? Of(StatementScope scope, IReadOnlyList<AcquisitionReturn> lines)
    {
        var priced = lines.Where(line => line.Cac is > 0 && line.Channel is not (AcquisitionReturn.All or AcquisitionReturn.Paid)).ToList();
        if (priced.Count == 0 || Array.Find(Spans, span => priced.TrueForAll(line => span.Margin(line) is not null)) is not { Margin: { } margin } found)
        {
            return null;
        }

        var shown = priced.OrderByDescending(line => line.Spend).Take(MostChannels).ToList();
        var time = found.Months == 1 ? "a month" : NumberText.Count(found.Months) + " months";
        return new(
            "What a new customer costs, and brings in " + time + (priced.Count > shown.Count ? ", the " + NumberText.Count(MostChannels) + " channels with the most spend" : "") + (scope.Currency is null ? "" : " (" + scope.Currency + ")"),
            Finding(priced, margin, time),
            ValueKind.Money,
            "Cost of one",
            "Brought in " + time,
            [.. shown.Select(line => new ChartPair(line.Channel, line.Cac, margin(line)))]);
    }

    private static string Finding(List<AcquisitionReturn> priced, Func<AcquisitionReturn, decimal?> margin, string time)
    {
        var missed = priced.Where(line => margin(line) < line.Cac).Select(line => "\"" + line.Channel + "\"").ToList();
        return (priced.Count, missed.Count) switch
        {
            (1, 0) => "By the one channel with spend, what a new customer brings in " + time + " covers the cost.",
            (1, _) => "By the one channel with spend, what a new customer brings in " + time + " does not cover the cost.",
            (_, 0) => "By every channel with spend, what a new customer brings in " + time + " covers the cost.",
            var (all, few) when few == all => "By no channel with spend does what a new customer brings in " + time + " cover the cost.",
            (_, > MostNamed) => "What a new customer brings in " + time + " does not cover the cost by " + NumberText.Count(missed.Count) + " of " + NumberText.Count(priced.Count) + " channels with spend.",
            _ => "What a new customer brings in " + time + " covers the cost, but not by " + StatementWords.List(missed) + ".",
        };
    }
}
