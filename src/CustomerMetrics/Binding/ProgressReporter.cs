using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Import progress as PowerShell shows it: at most four times a second, and completed however the import ends.</summary>
internal sealed class ProgressReporter(Cmdlet cmdlet) : IProgress<ImportProgress>, IDisposable
{
    private const string Activity = "Reading transactions";
    private const int Id = 52_417;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch sinceLast = Stopwatch.StartNew();
    private bool shown;

    public void Report(ImportProgress value)
    {
        if (sinceLast.Elapsed < Pause)
        {
            return;
        }

        sinceLast.Restart();
        shown = true;
        var percent = value.BytesTotal > 0 ? (int)Math.Min(100, value.BytesRead * 100 / value.BytesTotal) : -1;
        cmdlet.WriteProgress(new ProgressRecord(Id, Activity, value.File)
        {
            PercentComplete = percent,
            CurrentOperation = string.Format(CultureInfo.CurrentCulture, "{0:N0} rows", value.Rows),
        });
    }

    public void Dispose()
    {
        if (shown)
        {
            cmdlet.WriteProgress(new ProgressRecord(Id, Activity, Activity) { RecordType = ProgressRecordType.Completed });
        }
    }
}
