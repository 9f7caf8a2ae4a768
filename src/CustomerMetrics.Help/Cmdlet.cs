using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Help;

internal sealed record Cmdlet(string Verb, string Noun, string? DefaultSet, IReadOnlyList<Parameter> Parameters, IReadOnlyList<Type> Outputs)
{
    private const string AllSets = "__AllParameterSets";

    public string Name => $"{Verb}-{Noun}";

    public IEnumerable<string> Sets
    {
        get
        {
            var named = Parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Name).Where(name => name != AllSets);
            var sets = named.Prepend(DefaultSet ?? AllSets).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            // Without a default, the set of all is one of its own only when there is no other.
            return DefaultSet is null && sets.Count > 1 ? sets.Skip(1) : sets;
        }
    }

    /// <summary>In the order that PowerShell shows: by position, then required, then the others.</summary>
    public IEnumerable<(Parameter Parameter, ParameterSet Set)> ParametersOf(string set) => Parameters
        .Select(parameter => (Parameter: parameter, Set: parameter.Sets.FirstOrDefault(s => string.Equals(s.Name, set, StringComparison.OrdinalIgnoreCase) || s.Name == AllSets)))
        .Where(pair => pair.Set is not null)
        .Select(pair => (pair.Parameter, Set: pair.Set!))
        .OrderBy(pair => pair.Set.Position ?? int.MaxValue)
        .ThenBy(pair => pair.Set.Required ? 0 : 1);
}

internal sealed record Parameter(string Name, Type Type, IReadOnlyList<ParameterSet> Sets, IReadOnlyList<string> Aliases, bool Wildcards, IReadOnlyList<string> Values)
{
    public bool IsSwitch => Type.Name == "SwitchParameter";
}

internal sealed record ParameterSet(string Name, bool Required, int? Position, bool ByValue, bool ByPropertyName, bool Remaining)
{
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
