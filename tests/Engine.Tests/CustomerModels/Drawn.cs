using System;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Tests.CustomerModels;

/// <summary>Transactions drawn from a known process, as a table.</summary>
internal static class Drawn
{
    public static readonly DateTime Start = new(2023, 1, 1);

    public static TransactionTable Table(int customers = 2000, int seed = 1, ImportOptions? options = null)
    {
        var process = new SampleProcess { Customers = customers, Seed = seed, Start = Start, End = new DateTime(2025, 1, 1) };
        var rows = TestSource.Engine.DrawSample(process, CancellationToken.None)
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.CustomerId},{row.Date:yyyy-MM-dd},{row.Amount},{(row.CustomerId[^1] % 2 == 0 ? "north" : "south")},{row.Amount / 2}"));
        return TestSource.FromText("customer_id,date,amount,region,cost\n" + string.Join('\n', rows), options ?? Options);
    }

    public static ImportOptions Options { get; } = TestSource.Options with { AsOf = new DateTime(2025, 1, 1), Columns = new() { Groups = ["region"] } };
}
