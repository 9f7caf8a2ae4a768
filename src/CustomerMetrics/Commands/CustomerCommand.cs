using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;

namespace CustomerMetrics.Commands;

/// <summary>What every cmdlet does alike: it can be stopped, and it fails with error records.</summary>
public abstract class CustomerCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Whether a database has been asked.</summary>
    private protected bool AsksDatabase { get; private set; }

    private protected CancellationToken StopToken => stopping.Token;

    private protected static IEngine Engine => EngineHost.Engine;

    /// <inheritdoc/>
    protected override void StopProcessing() => stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }

    /// <summary>Runs work whose failure leaves nothing useful to do.</summary>
    private protected void Run(Action work)
    {
        try
        {
            work();
        }
        catch (CustomerMetricsException e)
        {
            ThrowTerminatingError(Explain(e).ToErrorRecord());
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Writes a record whose view shows its group when it has one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="group">Its group.</param>
    /// <param name="kind">What else its view depends on.</param>
    private protected void WriteRecord(object record, string? group, string kind = "")
    {
        var output = PSObject.AsPSObject(record);
        var view = kind + (group is null ? "" : "Grouped");
        if (view.Length > 0)
        {
            output.TypeNames.Insert(0, $"{record.GetType().FullName}#{view}");
        }

        WriteObject(output);
    }

    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Writes what an answer warns of.</summary>
    private protected void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>Asks a source, and tells the statements that are sent to a database for it.</summary>
    private protected void Ask(CustomerSource source, Action answer)
    {
        if (source is not ConnectedSource connected)
        {
            answer();
            return;
        }

        AsksDatabase = true;
        using var statements = new StatementReporter(this, connected.ShowSql);
        var isGiven = connected.KnownAsOf is not null;
        Engine.Resolve(connected, StopToken);
        WriteVerbose($"{connected.Name}: as-of date {connected.AsOf:yyyy-MM-dd}{(isGiven ? "" : " (not given, so the day after the last row)")}; time zone: {connected.TimeZone}; refunds: {connected.Refund}; computed in the database ({connected.Dialect}).");
        answer();
    }

    /// <summary>A failure as this cmdlet tells it. Remedies may name parameters that it does not have.</summary>
    private protected virtual CustomerMetricsException Explain(CustomerMetricsException failure) => !AsksDatabase || HasParametersOf(failure.Remedy)
        ? failure
        : new(failure.ErrorId, failure.Kind, failure.Message, failure.Remedy + " These parameters belong to Connect-CustomerSource and Import-CustomerTransaction.", failure.Target, failure);

    /// <summary>Whether every parameter that a remedy names is one of this cmdlet.</summary>
    private protected bool HasParametersOf(string remedy) =>
        Regex.Matches(remedy, @"(?<=\s-)[A-Z]\w+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).Cast<Match>().All(parameter => MyInvocation.MyCommand.Parameters.ContainsKey(parameter.Value));

    /// <summary>The full path of a file that need not exist.</summary>
    private protected string ResolveOutput(string path) => PathResolver.Literal(this, path);
}
