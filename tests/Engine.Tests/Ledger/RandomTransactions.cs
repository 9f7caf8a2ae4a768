using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>Small, dense data with everything that is hard: ties, refunds, cancelled days, free rows, month ends, groups that change.</summary>
internal static class RandomTransactions
{
    public const string Header = "customer_id,date,amount,region,channel";

    public static string Csv(int seed, int rows = 400, int customers = 40) => string.Join('\n', Lines(seed, rows, customers).Prepend(Header));

    private static IEnumerable<string> Lines(int seed, int rows, int customers)
    {
        var random = new Random(seed);
        string[] regions = ["north", "south", "east", ""];
        for (var i = 0; i < rows; i++)
        {
            var day = new DateTime(2023, 11, 20).AddDays(random.Next(500));
            var amount = random.Next(6) switch
            {
                0 => -random.Next(1, 4) * 5,
                1 => 0,
                _ => random.Next(1, 4) * 5,
            };
            yield return string.Create(CultureInfo.InvariantCulture, $"c{random.Next(customers)},{day:yyyy-MM-dd},{amount},{regions[random.Next(4)]},{(random.Next(2) == 0 ? "web" : "shop")}");
        }
    }
}
