using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that answers by period, and shows as many periods as it is asked for.</summary>
public abstract class PeriodCommand : SourceCommand
{
    /// <summary>The length of a period.</summary>
    [Parameter]
    [OneChoice]
    public PeriodUnit Period { get; set; } = PeriodUnit.Month;

    [Parameter]
    public DateTime Since { get; set; }

    [Parameter]
    public DateTime Until { get; set; }

    [Parameter]
    public int Last { get; set; }

    private protected DateTime? GivenSince => IsGiven(nameof(Since)) ? Since.Date : null;

    private protected DateTime? GivenUntil => IsGiven(nameof(Until)) ? Until.Date : null;

    private protected int? GivenLast => IsGiven(nameof(Last)) ? Last : null;
}
