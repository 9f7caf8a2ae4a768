using System;
using System.Collections.Concurrent;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Shows the statements that go to a database: to those who asked for -Verbose, and on the host for a source with -ShowSql. Everybody sees that it is asked.</summary>
internal sealed class StatementReporter : IDisposable
{
    private const int ActivityId = 2;

    private static readonly string[] Tags = ["Sql", "PSHOST"];

    private readonly Cmdlet cmdlet;
    private readonly bool isShown;
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly ConcurrentQueue<string> waiting = new();
    private readonly IDisposable watch;
    private int statements;

    public StatementReporter(Cmdlet cmdlet, bool isShown)
    {
        this.cmdlet = cmdlet;
        this.isShown = isShown;
        watch = EngineHost.Engine.WatchStatements(Tell);
    }

    public void Dispose()
    {
        watch.Dispose();
        Write();
        if (statements > 0)
        {
            WriteProgress(ProgressRecordType.Completed);
        }
    }

    // Streams may be written to on the pipeline's thread alone.
    private void Tell(string statement)
    {
        waiting.Enqueue(statement);
        if (Environment.CurrentManagedThreadId == thread)
        {
            Write();
        }
    }

    private void Write()
    {
        while (waiting.TryDequeue(out var statement))
        {
            statements++;
            WriteProgress(ProgressRecordType.Processing);
            cmdlet.WriteVerbose(statement);
            if (isShown)
            {
                cmdlet.WriteInformation(new HostInformationMessage { Message = statement }, Tags);
            }
        }
    }

    private void WriteProgress(ProgressRecordType type) =>
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Asking the database", $"Statement {statements}") { RecordType = type });
}
