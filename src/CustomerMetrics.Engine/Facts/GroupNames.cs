using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Facts;

/// <summary>The names of groups that a database tells, numbered as <see cref="GroupKeys"/> numbers those of rows.</summary>
internal sealed class GroupNames
{
    /// <summary>The group of rows whose field is empty.</summary>
    public const string None = "(none)";

    /// <summary>Stands between the names of several columns.</summary>
    public const string Separator = " | ";

    private readonly Dictionary<string, int> keys;

    private GroupNames(string[] names)
    {
        keys = names.Select((name, key) => (name, key)).ToDictionary(pair => pair.name, pair => pair.key, StringComparer.Ordinal);
        Names = names;
    }

    /// <summary>By their bytes in UTF-8, as databases compare binary text.</summary>
    public static Comparer<string> Order { get; } = Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    /// <summary>One null name where nobody asked for groups.</summary>
    public IReadOnlyList<string?> Names { get; private init; }

    public int Count => Names.Count;

    public int KeyOf(string? name) => name is null ? 0 : keys[name];

    /// <param name="names">The names, as often as they come.</param>
    /// <param name="isGrouped">Whether somebody asked for groups.</param>
    public static GroupNames Of(IEnumerable<string?> names, bool isGrouped) =>
        isGrouped ? new([.. names.Select(name => name!).Distinct(StringComparer.Ordinal).Order(Order)]) : new([]) { Names = [null] };
}
