using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts;

/// <summary>
/// The group of each row by one or several columns, numbered in the order of their names, so that the smaller number is the name that wins a tie.
/// </summary>
internal sealed class GroupKeys
{
    private const string NoName = GroupNames.None;
    private const string Separator = GroupNames.Separator;

    private readonly int[]? codes;
    private readonly int[] keyOfCode;
    private readonly string?[] names;

    private GroupKeys(int[]? codes, int[] keyOfCode, string?[] names)
    {
        this.codes = codes;
        this.keyOfCode = keyOfCode;
        this.names = names;
    }

    public bool IsGrouped => codes is not null;

    public int Count => names.Length;

    public IReadOnlyList<string?> Names => names;

    public string? Name(int key) => names[key];

    public int Of(int row) => codes is null ? 0 : keyOfCode[codes[row]];

    public static GroupKeys Create(RowColumns rows, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
        {
            return new(null, [], [null]);
        }

        var groups = columns.Select(column => Find(rows, column)).ToList();
        if (groups.GroupBy(group => group.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new CustomerMetricsException("ColumnUsedTwice", FailureKind.InvalidArgument, $"'{twice.Key}' is named twice to group by.", "Name each column once.");
        }

        return groups is [var only]
            ? Number(only.Codes, [.. Enumerable.Range(0, only.Names.Count).Select(code => Shown(only.Names.GetName(code)))])
            : Combine(groups);
    }

    private static GroupColumn Find(RowColumns rows, string column) =>
        rows.Groups.FirstOrDefault(group => string.Equals(group.Name, column, StringComparison.OrdinalIgnoreCase))
        ?? throw new CustomerMetricsException(
            "GroupColumnUnknown",
            FailureKind.InvalidArgument,
            $"The source keeps no group column '{column}'; it keeps {(rows.Groups.Count == 0 ? "none" : Errors.List(rows.Groups.Select(group => group.Name)))}.",
            $"Import with -GroupColumn '{column}'.");

    // Two columns at a time: a pair of codes is one new code.
    private static GroupKeys Combine(List<GroupColumn> groups)
    {
        var soFar = groups[0].Codes;
        var soFarNames = Enumerable.Range(0, groups[0].Names.Count).Select(code => Shown(groups[0].Names.GetName(code))).ToList();
        foreach (var group in groups.Skip(1))
        {
            var pairs = new Dictionary<(int, int), int>();
            var combined = new int[soFar.Length];
            var combinedNames = new List<string>();
            for (var row = 0; row < soFar.Length; row++)
            {
                var pair = (soFar[row], group.Codes[row]);
                if (!pairs.TryGetValue(pair, out combined[row]))
                {
                    combined[row] = pairs.Count;
                    pairs.Add(pair, combined[row]);
                    combinedNames.Add(soFarNames[pair.Item1] + Separator + Shown(group.Names.GetName(pair.Item2)));
                }
            }

            soFar = combined;
            soFarNames = combinedNames;
        }

        return Number(soFar, [.. soFarNames]);
    }

    // Codes of one name are one group: a field may hold the very name that empty ones are shown with.
    private static GroupKeys Number(int[] codesOfRows, string[] namesOfCodes)
    {
        var known = GroupNames.Of(namesOfCodes, isGrouped: true);
        return new(codesOfRows, [.. namesOfCodes.Select(known.KeyOf)], [.. known.Names]);
    }

    private static string Shown(string name) => name.Length == 0 ? NoName : name;
}
