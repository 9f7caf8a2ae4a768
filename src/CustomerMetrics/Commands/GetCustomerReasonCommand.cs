using System.Globalization;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Why customers came, left, stayed, or did or did not recommend: the movements of the ledger by reason.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerReason", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerReason))]
public sealed class GetCustomerReasonCommand : GroupedLedgerCommand
{
    /// <summary>The reasons: files, or rows.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    [Parameter]
    [OneChoice]
    public ReasonDirection Direction { get; set; }

    /// <summary>How many reasons of each period stand alone.</summary>
    [Parameter]
    public int Top { get; set; }

    [Parameter]
    [OneChoice]
    public ReasonOrder By { get; set; }

    /// <summary>The days by which a reason may be dated too early or too late.</summary>
    [Parameter]
    public int WithinDays { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    [Parameter]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DateFormat { get; set; } = [];

    private protected override ImportOptions GetImportOptions() => base.GetImportOptions() with { Culture = Culture, DateFormats = DateFormat };

    private protected override void ProcessSource(CustomerSource source)
    {
        var answer = Engine.GetReasons(source, ReadReasons(source, Reason, Direction), GetQuery(), StopToken);
        foreach (var warning in answer.Warnings)
        {
            WriteWarning(warning);
        }

        foreach (var line in answer.Reasons)
        {
            WriteRecord(line, line.Group);
        }
    }

    private ReasonQuery GetQuery() => new()
    {
        Ledger = GetLedgerQuery(),
        Direction = Direction,
        Top = IsGiven(nameof(Top)) ? Top : null,
        By = By,
        WithinDays = WithinDays,
        IncludeOpen = IncludeOpen,
    };
}
