using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CustomerMetrics.Completion;

/// <summary>The numbers of what the command before gives, as far as it promises that.</summary>
public sealed class PropertyNameCompleter : NameCompleter
{
    private static readonly Type[] Numbers = [typeof(int), typeof(long), typeof(double), typeof(decimal)];

    private protected override IEnumerable<string> Names(IDictionary boundParameters) => [];

    private protected override IEnumerable<string> Names(IDictionary boundParameters, CommandAst command)
    {
        if (command.Parent is not PipelineAst pipeline || pipeline.PipelineElements.IndexOf(command) is not (> 0 and var place)
            || (pipeline.PipelineElements[place - 1] as CommandAst)?.GetCommandName() is not { } before)
        {
            return [];
        }

        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var found = shell.AddCommand("Get-Command").AddParameter("Name", WildcardPattern.Escape(before)).AddParameter("ErrorAction", ActionPreference.Ignore).Invoke<CommandInfo>().FirstOrDefault();
        return found?.OutputType
            .SelectMany(output => output.Type?.GetProperties() ?? [])
            .Where(property => Numbers.Contains(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
            .Select(property => property.Name)
            .Distinct(StringComparer.Ordinal) ?? [];
    }
}
