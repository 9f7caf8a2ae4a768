using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>Published costs of acquiring a customer. They are a second-hand account of unknown samples, and every record says so.</summary>
internal static class BenchmarkMetric
{
    private const string Dollars = "USD";
    private const string Source = "Peppers & Rogers, Managing Customer Experience and Relationships, 4th ed., Exhibit 2.3";
    private const string Caution = "A secondary source, which does not tell how the costs were gathered: an order of magnitude, in dollars of 2020.";

    private static readonly (string Industry, decimal Cost)[] Exhibit =
    [
        ("Travel", 7),
        ("Retail", 10),
        ("Consumer Goods", 22),
        ("Manufacturing", 83),
        ("Transportation", 98),
        ("Marketing Agency", 141),
        ("Financial", 175),
        ("Technology (Hardware)", 182),
        ("Real Estate", 213),
        ("Banking/Insurance", 303),
        ("Telecom", 315),
        ("Technology (Software)", 395),
    ];

    public static IReadOnlyList<AcquisitionBenchmark> Compute(ComparedCost? compared) => [.. Exhibit.Select(line => Line(line.Industry, line.Cost, compared))];

    private static AcquisitionBenchmark Line(string industry, decimal cost, ComparedCost? compared)
    {
        var isComparable = compared is { Cost: not null, Currency: null or Dollars };
        return new()
        {
            Industry = industry,
            Cost = cost,
            Currency = Dollars,
            Year = 2020,
            Channel = compared?.Channel,
            Cohort = compared?.Cohort,
            Compared = compared?.Cost,
            Difference = isComparable ? compared!.Cost - cost : null,
            Ratio = isComparable ? (double)(compared!.Cost!.Value / cost) : null,
            Source = Source,
            Note = compared is null ? Caution : Caution + " " + NoteOf(compared),
        };
    }

    private static string NoteOf(ComparedCost compared) => compared switch
    {
        { Cost: null } => "There is no cost of acquisition to compare.",
        { Currency: null } => "The currency of what is compared is not known; dollars are assumed.",
        { Currency: Dollars } => "What is compared is in dollars of its own year.",
        _ => $"What is compared is in {compared.Currency} and not converted, so there is no difference.",
    };
}
