using System.Collections.Generic;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>What some points more of retention would be worth.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "RetentionImpact", DefaultParameterSetName = "Path")]
[OutputType(typeof(RetentionImpact))]
public sealed class MeasureRetentionImpactCommand : AverageCommand
{
    /// <summary>Percentage points of retention.</summary>
    [Parameter]
    public double Points { get; set; } = 1;

    private protected override void WriteAverages(IReadOnlyList<CustomerLedgerEntry> entries)
    {
        foreach (var impact in Engine.GetRetentionImpact(entries, Ask(new RetentionQuery { Points = Points }), StopToken))
        {
            WriteRecord(impact, impact.Group);
        }
    }
}
