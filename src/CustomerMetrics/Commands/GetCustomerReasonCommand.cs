using System;
using System.Globalization;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Why customers came, left, stayed, or did or did not recommend: the movements of the ledger by reason.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerReason", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerReason))]
public sealed class GetCustomerReasonCommand : GroupedLedgerCommand
{
    private bool readsReasons;

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

    private protected override ImportOptions GetSideOptions(TimeZoneInfo zone) => base.GetSideOptions(zone) with { Culture = Culture, DateFormats = DateFormat };

    // -Culture and -DateFormat are those of the reasons.
    private protected override CustomerMetricsException Explain(CustomerMetricsException failure) =>
        !readsReasons && (failure.Remedy.Contains("-" + nameof(DateFormat)) || failure.Remedy.Contains("-" + nameof(Culture)))
            ? new(failure.ErrorId, failure.Kind, failure.Message, failure.Remedy + " For transactions these parameters belong to Import-CustomerTransaction: pipe its table.", failure.Target, failure)
            : base.Explain(failure);

    private protected override void ProcessSource(CustomerSource source)
    {
        readsReasons = true;
        var reasons = ReadReasons(source, Reason, Direction);
        readsReasons = false;
        var answer = Engine.GetReasons(source, reasons, GetQuery(), StopToken);
        Warn(answer.Warnings);

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
