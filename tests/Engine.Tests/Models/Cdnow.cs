using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Models;
using CustomerMetrics.Engine.Tests.Gold;

namespace CustomerMetrics.Engine.Tests.Models;

/// <summary>The histories of the CDNOW sample on 1997-10-01, in weeks, as the published figures have them.</summary>
internal static class Cdnow
{
    private static readonly DateTime AsOf = new(1997, 10, 1);

    public sealed record Customer(int Repeats, double Last, double Age, double MeanSpend);

    /// <summary>By customer id.</summary>
    public static List<Customer> Customers() =>
    [
        .. File.ReadLines(GoldFact.Data("cdnow_sample.csv")).Skip(1).Select(row => row.Split(','))
            .Select(cells => (Id: cells[0], Day: DateTime.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), Amount: decimal.Parse(cells[3], CultureInfo.InvariantCulture)))
            .Where(row => row.Day < AsOf)
            .GroupBy(row => row.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.GroupBy(row => row.Day).Select(day => (Day: day.Key, Amount: day.Sum(row => row.Amount))).OrderBy(day => day.Day).ToList())
            .Select(days => new Customer(
                days.Count - 1,
                (days[^1].Day - days[0].Day).Days / 7.0,
                ((AsOf - days[0].Day).Days - 1) / 7.0,
                days.Count > 1 ? (double)days.Skip(1).Average(day => day.Amount) : 0)),
    ];

    public static PurchaseHistories Purchases() => Histories(Customers());

    public static PurchaseHistories Histories(IReadOnlyCollection<Customer> customers) =>
        PurchaseHistories.From([.. customers.Select(c => c.Repeats)], [.. customers.Select(c => c.Last)], [.. customers.Select(c => c.Age)]);

    public static SpendHistories Spend() => Spend(Customers());

    public static SpendHistories Spend(IReadOnlyCollection<Customer> customers) =>
        SpendHistories.From([.. customers.Select(c => c.Repeats)], [.. customers.Select(c => c.MeanSpend)]);
}
