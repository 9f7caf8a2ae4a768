using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>Ways to a table of reasons for tests.</summary>
internal static class ReasonGiven
{
    public static ReasonTable FromText(string csv, ImportOptions? options = null, ReasonDirection direction = default)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("reasons.csv");
        File.WriteAllText(path, csv);
        return FromFile(path, options, direction);
    }

    public static ReasonTable FromFile(string path, ImportOptions? options = null, ReasonDirection direction = default)
    {
        var importer = TestSource.Engine.ReadReasons(options ?? TestSource.Options, direction);
        importer.AddFile(path, CancellationToken.None);
        return importer.Complete();
    }

    public static ReasonTable FromRows(IReadOnlyList<string> columns, IEnumerable<object?[]> rows, ReasonDirection direction = default)
    {
        var importer = TestSource.Engine.ReadReasons(TestSource.Options, direction);
        importer.Begin(columns);
        foreach (var row in rows)
        {
            importer.Add(row);
        }

        return importer.Complete();
    }

    public static List<CustomerReason> Lines(CustomerSource source, ReasonTable reasons, ReasonQuery query) =>
        [.. TestSource.Engine.GetReasons(source, reasons, query, CancellationToken.None).Reasons];

    /// <summary>Lines without what differs from table to table.</summary>
    public static List<CustomerReason> Plain(IEnumerable<CustomerReason> lines) => [.. lines.Select(line => line with { Source = null, Table = null, Named = [], ReasonsFrom = "" })];

    public static DateTime Date(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
