using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources;

/// <summary>The places of the columns that play a part; -1 is none.</summary>
internal sealed record MappedColumns
{
    public required IReadOnlyList<string> Header { get; init; }

    public required int Count { get; init; }

    public required int Customer { get; init; }

    public required int Date { get; init; }

    public required int Amount { get; init; }

    public required int Cost { get; init; }

    public required int Currency { get; init; }

    public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>The columns by part, as the table tells them.</summary>
    public IReadOnlyDictionary<string, string> ByPart()
    {
        var columns = new Dictionary<string, string>(6)
        {
            ["Customer"] = Header[Customer],
            ["Date"] = Header[Date],
            ["Amount"] = Header[Amount],
        };
        if (Cost >= 0)
        {
            columns["Cost"] = Header[Cost];
        }

        if (Currency >= 0)
        {
            columns["Currency"] = Header[Currency];
        }

        for (var i = 0; i < Groups.Count; i++)
        {
            columns[Groups.Count == 1 ? "Group" : Errors.Invariant($"Group{i + 1}")] = Header[Groups[i]];
        }

        return columns;
    }
}
