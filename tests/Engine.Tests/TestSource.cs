using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests;

/// <summary>Ways to a source for tests.</summary>
internal static class TestSource
{
    public static EngineFacade Engine { get; } = new();

    public static ImportOptions Options { get; } = new() { TimeZone = TimeZoneInfo.Utc, Tomorrow = new DateTime(2100, 1, 1) };

    public static TransactionTable FromCsv(string path, ImportOptions? options = null) =>
        (TransactionTable)Engine.ReadCsv([path], options ?? Options, progress: null, CancellationToken.None);

    /// <summary>Subscriptions, by a rule that says what their amounts are paid for.</summary>
    public static SubscriptionTable Subscriptions(string csv, ContractRule? rule = null, ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("terms.csv");
        File.WriteAllText(path, csv);
        return (SubscriptionTable)Engine.ReadCsv([path], (options ?? Options) with { Contract = rule ?? new() { BillingPeriod = BillingPeriod.Month } }, progress: null, CancellationToken.None);
    }

    public static TransactionTable FromText(string csv, ImportOptions? options = null) => FromBytes(Encoding.UTF8.GetBytes(csv), options);

    public static TransactionTable FromBytes(byte[] csv, ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("rows.csv");
        File.WriteAllBytes(path, csv);
        return FromCsv(path, options);
    }

    public static TransactionTable FromRows(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, ImportOptions? options = null)
    {
        using var importer = Engine.ReadRows("rows", options ?? Options);
        importer.Begin(columns);
        foreach (var row in rows)
        {
            importer.Add(row);
        }

        return (TransactionTable)importer.Complete(CancellationToken.None);
    }
}
