using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace CustomerMetrics.Completion;

/// <summary>Completes from a list of names; those with blanks are quoted.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = wordToComplete.Trim('\'', '"');
        return Names(fakeBoundParameters, commandAst)
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name));
    }

    private protected abstract IEnumerable<string> Names(IDictionary boundParameters);

    /// <summary>For those to whom it matters what stands before the command.</summary>
    private protected virtual IEnumerable<string> Names(IDictionary boundParameters, CommandAst command) => Names(boundParameters);

    private static string Quote(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '/' or '.')
        ? name
        : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}

/// <summary>The columns of the CSV that -Path names, of the table that a variable holds, or of -Table on an open connection.</summary>
public sealed class ColumnNameCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters, CommandAst command) =>
        Piped(boundParameters, command)?.GroupColumns ?? Names(boundParameters);

    private protected override IEnumerable<string> Names(IDictionary boundParameters)
    {
        var parameter = boundParameters.Contains("LiteralPath") ? "LiteralPath" : "Path";
        var path = boundParameters[parameter] switch
        {
            object[] { Length: > 0 } several => several[0]?.ToString(),
            var one => one?.ToString(),
        };
        if (path is null)
        {
            return boundParameters["Table"] is string table ? OpenConnection.Ask(boundParameters, connection => EngineHost.Engine.ListColumns(connection, table)) : [];
        }

        try
        {
            using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);

            // Asking first keeps a missing file out of the user's $Error.
            var exists = shell.AddCommand("Test-Path").AddParameter(parameter, path).Invoke<bool>().FirstOrDefault();
            shell.Commands.Clear();
            var found = exists ? shell.AddCommand("Convert-Path").AddParameter(parameter, path).Invoke<string>().FirstOrDefault() : null;
            return found is null ? [] : EngineHost.Engine.ReadHeader(found, ImportDefaults.Create(TimeZoneInfo.Utc));
        }
        catch (Exception e) when (e is RuntimeException or CustomerMetricsException)
        {
            // A completer has nobody to tell; the command itself will.
            return [];
        }
    }

    // Nothing is run for it: a variable is looked up, and any other beginning of a pipeline left alone.
    private static CustomerSource? Piped(IDictionary boundParameters, CommandAst command)
    {
        var given = boundParameters["InputObject"];
        if (given is null && command.Parent is PipelineAst pipeline && pipeline.PipelineElements.IndexOf(command) == 1
            && pipeline.PipelineElements[0] is CommandExpressionAst { Expression: VariableExpressionAst { Splatted: false } variable })
        {
            given = ValueOf(variable.VariablePath);
        }

        return (given is PSObject wrapped ? wrapped.BaseObject : given) as CustomerSource;
    }

    private static object? ValueOf(VariablePath variable)
    {
        if (!variable.IsVariable)
        {
            return null;
        }

        var name = variable.UserPath.Substring(variable.UserPath.IndexOf(':') + 1);
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Get-Variable").AddParameter("Name", WildcardPattern.Escape(name)).AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore);
        if (variable.IsGlobal)
        {
            shell.AddParameter("Scope", "Global");
        }

        return shell.Invoke<object>().FirstOrDefault();
    }
}

/// <summary>Names of churn methods, and All.</summary>
public sealed class ChurnMethodCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => ["All", .. Enum.GetNames(typeof(ChurnMethod))];
}

/// <summary>Ids of time zones.</summary>
public sealed class TimeZoneCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id);
}

/// <summary>Names of cultures.</summary>
public sealed class CultureCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => culture.Name);
}

/// <summary>Common names of encodings.</summary>
public sealed class EncodingCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => ["utf8", "unicode", "bigendianunicode", "utf32", "latin1", "ascii", "windows-1252"];
}
