using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>Reasons of the customers of RandomTransactions, and of some who are not there: several on one day, several for one loss, empty ones.</summary>
internal static class RandomReasons
{
    public const string Header = "customer,date,direction,reason,source";

    public static string Csv(int seed, int rows = 300) => string.Join('\n', Lines(seed, rows).Prepend(Header));

    private static IEnumerable<string> Lines(int seed, int rows)
    {
        var random = new Random(-seed);
        string[] reasons = ["price", "Price", "delivery", "service", "moved", ""];
        for (var i = 0; i < rows; i++)
        {
            var day = new DateTime(2023, 10, 1).AddDays(random.Next(560));
            var direction = random.Next(3) == 0 ? "out" : Enum.GetNames<ReasonDirection>()[random.Next(5)];
            yield return string.Create(CultureInfo.InvariantCulture, $"c{random.Next(44)},{day:yyyy-MM-dd},{direction},{reasons[random.Next(6)]},{(random.Next(2) == 0 ? "call" : "")}");
        }
    }
}
