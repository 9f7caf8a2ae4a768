using System;
using System.Management.Automation;
using System.Threading;

namespace CustomerMetrics.Commands;

/// <summary>What every cmdlet does alike: it can be stopped, and it fails with error records.</summary>
public abstract class CustomerCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

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
    private protected void WriteRecord(object record, string? group)
    {
        var output = PSObject.AsPSObject(record);
        if (group is not null)
        {
            output.TypeNames.Insert(0, record.GetType().FullName + "#Grouped");
        }

        WriteObject(output);
    }

    /// <summary>A failure as this cmdlet tells it.</summary>
    private protected virtual CustomerMetricsException Explain(CustomerMetricsException failure) => failure;

    /// <summary>The full path of a file that need not exist.</summary>
    private protected string ResolveOutput(string path) => PathResolver.Literal(this, path);
}
