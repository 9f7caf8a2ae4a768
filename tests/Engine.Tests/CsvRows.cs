using System;
using System.Collections.Generic;
using System.Linq;
using CsvHelper;

namespace CustomerMetrics.Tests;

/// <summary>Rows of a CSV as the tests compare them.</summary>
internal static class CsvRows
{
    /// <summary>The rows of a CSV, by column.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Read(string path)
    {
        using var reader = CsvReader.FromFile(path);
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.Select((column, i) => (column, i)).ToDictionary(pair => pair.column, pair => reader.GetString(pair.i), StringComparer.Ordinal));
        }

        return rows;
    }
}
