using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>Ways to findings for tests.</summary>
internal static class Finding
{
    public static IReadOnlyList<CustomerDataFinding> All(TransactionTable table, DateTime? asOf = null, DateTime? tomorrow = null) =>
        [.. TestSource.Engine.TestData(table, new DataQuery { AsOf = asOf, Tomorrow = tomorrow ?? TestSource.Options.Tomorrow }, CancellationToken.None)];

    /// <summary>The finding of a check; null when the check has nothing to say.</summary>
    public static CustomerDataFinding? Of(string check, TransactionTable table, DateTime? asOf = null, DateTime? tomorrow = null) =>
        All(table, asOf, tomorrow).SingleOrDefault(finding => finding.Check == check);

    public static CustomerDataFinding? Of(string check, params IEnumerable<string> rows) => Of(check, Table(rows));

    /// <summary>A table of rows such as "a,2024-01-31,10".</summary>
    public static TransactionTable Table(params IEnumerable<string> rows) => TestSource.FromText(Csv(rows));

    public static string Csv(params IEnumerable<string> rows) => "customer_id,date,amount\n" + string.Join('\n', rows) + "\n";

    public static string Row(string customer, DateTime date, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{customer},{date:yyyy-MM-dd},{amount}");
}
