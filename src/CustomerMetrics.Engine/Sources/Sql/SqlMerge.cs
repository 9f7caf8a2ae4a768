using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>How the answers of servers that each have a part of the customers become one answer. A column that is not named is a sum.</summary>
internal sealed record SqlMerge
{
    /// <summary>Each line is of one customer, so the lines of all follow one another.</summary>
    public static readonly SqlMerge Lines = new() { Keys = null };

    /// <summary>One line for all.</summary>
    public static readonly SqlMerge Total = By();

    /// <summary>The columns that tell lines apart.</summary>
    public IReadOnlyList<string>? Keys { get; private init; } = [];

    public IReadOnlyList<string> Lowest { get; init; } = [];

    public IReadOnlyList<string> Highest { get; init; } = [];

    public static SqlMerge By(params IEnumerable<string> keys) => new() { Keys = [.. keys] };

    /// <summary>The statement that merges.</summary>
    /// <param name="columns">The columns of each answer, with PostgreSQL's names of their types.</param>
    /// <param name="answers">A SELECT for each answer.</param>
    public string Write(IReadOnlyList<(string Name, string Type)> columns, IEnumerable<string> answers)
    {
        var all = string.Join("\nunion all\n", answers);
        if (Keys is null)
        {
            return all;
        }

        var merged = columns.Select(column => $"{Merged(column.Name, column.Type)} as {column.Name}");
        var keys = columns.Select(column => column.Name).Where(Keys.Contains).ToList();
        return $"select {string.Join(",\n    ", merged)}\nfrom (\n{all}\n) as answers{(keys.Count > 0 ? $"\ngroup by {string.Join(", ", keys)}" : "")}";
    }

    // A sum that is text is a number beyond 64 bits.
    private string Merged(string name, string type)
    {
        const string text = "text";
        var value = type == text ? name + " collate \"C\"" : name;
        return Keys!.Contains(name, StringComparer.Ordinal) ? name
            : Lowest.Contains(name, StringComparer.Ordinal) ? $"min({value})"
            : Highest.Contains(name, StringComparer.Ordinal) ? $"max({value})"
            : type == text ? $"cast(sum(cast({name} as numeric)) as text)"
            : $"sum({name})";
    }
}

/// <summary>A statement for servers that each have a part of the customers.</summary>
/// <param name="On">The statement on another table than that of the source.</param>
/// <param name="Merge">How the answers become one.</param>
internal sealed record ShardedStatement(Func<string, string> On, SqlMerge Merge);
