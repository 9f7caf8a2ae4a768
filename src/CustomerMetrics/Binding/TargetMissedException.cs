using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Ends the script that asked for a target, as -ErrorAction Stop would: an error that ends a statement alone would leave its exit code at 0.</summary>
internal sealed class TargetMissedException(ErrorRecord record) : ActionPreferenceStopException(record.Exception.Message, record.Exception)
{
    public override ErrorRecord ErrorRecord => record;
}
