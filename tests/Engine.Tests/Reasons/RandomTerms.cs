using System;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>Subscriptions of the customers of RandomReasons, with gaps between them.</summary>
internal static class RandomTerms
{
    public static SubscriptionTable Table(int seed, int terms = 120, int customers = 40)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, terms).Select(_ =>
        {
            var start = new DateTime(2023, 10, 1).AddDays(random.Next(480));
            return string.Create(CultureInfo.InvariantCulture, $"c{random.Next(customers)},{start:yyyy-MM-dd},{start.AddDays(random.Next(20, 120)):yyyy-MM-dd},{random.Next(1, 5) * 10}");
        });
        return TestSource.Subscriptions(
            string.Join('\n', lines.Prepend("customer,start,end,amount")),
            new() { BillingPeriod = BillingPeriod.Month, GraceDays = 3 },
            TestSource.Options with { AsOf = new DateTime(2025, 4, 1) });
    }
}
