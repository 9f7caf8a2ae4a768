using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Tests.Equity;

/// <summary>Customers and models that the tests of customer equity share.</summary>
internal static class EquityGiven
{
    public static DateTime Start { get; } = new(2024, 1, 1);

    public static DateTime Middle { get; } = new(2025, 1, 1);

    public static DateTime End { get; } = new(2026, 1, 1);

    /// <summary>A model at parameters in weeks that nobody had to fit.</summary>
    public static CustomerModel Model(ModelKind kind, DateTime? asOf = null, params double[] parameters)
    {
        string[] names = kind switch
        {
            ModelKind.ParetoNbd => ["r", "alpha", "s", "beta"],
            ModelKind.Nbd => ["r", "alpha"],
            _ => ["r", "alpha", "a", "b"],
        };
        double[] values = parameters.Length > 0 ? parameters : kind switch
        {
            ModelKind.ParetoNbd => [0.9, 9, 0.8, 22],
            ModelKind.Nbd => [0.6, 12],
            _ => [0.8, 8, 0.6, 2.5],
        };
        return new CustomerModel
        {
            Model = kind,
            TimeUnit = ModelTimeUnit.Week,
            AsOf = asOf ?? Start,
            Customers = 1000,
            Parameters = names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
            StandardErrors = names.ToDictionary(name => name, _ => double.NaN, StringComparer.Ordinal),
            Identified = false,
            Notes = [],
            Repeaters = 500,
            RepeatPurchases = 1000,
            Source = "the test",
            FirstDate = Start,
            TimeZone = "UTC",
            Refund = RefundRule.Net,
            Fingerprint = "",
            Spend = new SpendModel
            {
                Kind = SpendKind.GammaGamma,
                Parameters = new Dictionary<string, double>(StringComparer.Ordinal) { ["p"] = 6.25, ["q"] = 3.75, ["gamma"] = 20 },
                Identified = false,
                Customers = 500,
                Excluded = 0,
                Notes = [],
            },
        };
    }

    /// <summary>A sample of a shop of two years, in groups: most customers keep theirs.</summary>
    public static TransactionTable Shop(int customers, int groups = 4, double refunds = 0.03, bool moving = true, DateTime? end = null)
    {
        var process = new SampleProcess { Customers = customers, Start = Start, End = end ?? End, RefundShare = refunds, Seed = 11 };
        var random = new Random(5);
        var rows = TestSource.Engine.DrawSample(process, CancellationToken.None).Select(row => new object?[]
        {
            row.CustomerId, row.Date, row.Amount, Group(row.CustomerId, moving && random.Next(10) == 0 ? 1 : 0),
        });
        return TestSource.FromRows(["customer_id", "date", "amount", "region"], rows, TestSource.Options with { AsOf = end ?? End, Columns = new ColumnMapping { Groups = ["region"] } });

        string Group(string id, int shift) => ((int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) + shift) % groups).ToString("000", CultureInfo.InvariantCulture);
    }

    public static EquityQuery Query(CustomerModel model, Horizon? horizon = null, params DateTime[] at) => new()
    {
        At = at,
        Forecast = new ValueForecast { Model = model, Horizon = horizon ?? Horizon.Infinite, DiscountRate = 0.1, HasInterval = false },
    };

    public static IReadOnlyList<CustomerEquityBridge> Bridge(CustomerSource source, EquityQuery query) => TestSource.Engine.GetEquityBridge(source, query, CancellationToken.None);

    public static IReadOnlyList<CustomerEquity> Equity(CustomerSource source, EquityQuery query) => TestSource.Engine.GetEquity(source, query, CancellationToken.None);

    public static decimal Sum(CustomerEquityBridge bridge) =>
        bridge.Opening + bridge.NewEquity + bridge.Accretion - bridge.ExpectedCash + bridge.HorizonEffect + bridge.Surprise + bridge.Moved + bridge.AssumptionEffect;
}
