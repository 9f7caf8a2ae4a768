using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Ways to durations for tests.</summary>
internal static class DurationRows
{
    public static CustomerDurations OfCsv(string csv, DurationColumns columns, ImportOptions? options = null) => OfBytes(Encoding.UTF8.GetBytes(csv), columns, options);

    public static CustomerDurations OfBytes(byte[] csv, DurationColumns columns, ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("lives.csv");
        File.WriteAllBytes(path, csv);
        return TestSource.Engine.ReadDurations([path], options ?? TestSource.Options, columns, CancellationToken.None);
    }

    public static CustomerDurations OfRows(IReadOnlyList<string> names, IEnumerable<object?[]> rows, DurationColumns columns)
    {
        var importer = TestSource.Engine.ReadDurationRows(columns);
        importer.Begin(names);
        foreach (var row in rows)
        {
            importer.Add(row);
        }

        return importer.Complete(CancellationToken.None);
    }
}
