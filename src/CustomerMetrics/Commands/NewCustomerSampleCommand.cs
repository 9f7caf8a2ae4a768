using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Draws a purchase history from a stated process, the same for the same seed.</summary>
[Cmdlet(VerbsCommon.New, "CustomerSample", SupportsShouldProcess = true)]
[OutputType(typeof(SampleTransaction), typeof(CustomerSample))]
public sealed class NewCustomerSampleCommand : CustomerCommand
{
    private static readonly SampleProcess Default = new();

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public int Customers { get; set; } = Default.Customers;

    [Parameter]
    public DateTime Start { get; set; } = Default.Start;

    [Parameter]
    public DateTime End { get; set; } = Default.End;

    [Parameter]
    public double ArrivalShare { get; set; } = Default.ArrivalShare;

    [Parameter]
    public double RateShape { get; set; } = Default.RateShape;

    [Parameter]
    public double RateScale { get; set; } = Default.RateScale;

    [Parameter]
    public double DropoutShape { get; set; } = Default.DropoutShape;

    [Parameter]
    public double DropoutScale { get; set; } = Default.DropoutScale;

    [Parameter]
    public double SpendShape { get; set; } = Default.SpendShape;

    [Parameter]
    public double SpendMixShape { get; set; } = Default.SpendMixShape;

    [Parameter]
    public double SpendMixScale { get; set; } = Default.SpendMixScale;

    [Parameter]
    public double RefundShare { get; set; } = Default.RefundShare;

    [Parameter]
    public long Seed { get; set; } = Default.Seed;

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
    {
        var process = new SampleProcess
        {
            Customers = Customers,
            Start = Start.Date,
            End = End.Date,
            ArrivalShare = ArrivalShare,
            RateShape = RateShape,
            RateScale = RateScale,
            DropoutShape = DropoutShape,
            DropoutScale = DropoutScale,
            SpendShape = SpendShape,
            SpendMixShape = SpendMixShape,
            SpendMixScale = SpendMixScale,
            RefundShare = RefundShare,
            Seed = Seed,
        };
        if (Path is null)
        {
            WriteObject(Engine.DrawSample(process, StopToken), enumerateCollection: true);
            return;
        }

        var path = ResolveOutput(Path);
        if (ShouldProcess(path, "Write a sample of transactions"))
        {
            WriteObject(Engine.ExportSample(process, path, new FileWriteOptions(NoClobber, Force), StopToken));
        }
    });
}
