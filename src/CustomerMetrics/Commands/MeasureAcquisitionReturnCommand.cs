using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What was spent on winning the customers of each channel, and what they have brought since.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AcquisitionReturn", DefaultParameterSetName = "Path")]
[OutputType(typeof(AcquisitionReturn))]
public sealed class MeasureAcquisitionReturnCommand : PeriodCommand
{
    private static readonly string[] ForecastParameters = [nameof(Horizon), nameof(DiscountRate), nameof(Seed)];

    /// <summary>The column that tells the channel of a row.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string ChannelColumn { get; set; } = "";

    /// <summary>The spend by channel and time: files, or rows.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public PSObject[] Spend { get; set; } = [];

    /// <summary>The margin as a share of revenue.</summary>
    [Parameter]
    public double Margin { get; set; }

    /// <summary>The channels whose spend was to bring lost customers back.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] WinBackChannel { get; set; } = [];

    /// <summary>By which rule customers are lost.</summary>
    [Parameter]
    [OneChoice]
    public ActivityRule ActivityRule { get; set; }

    /// <summary>The days without an activity after which a customer is lost.</summary>
    [Parameter]
    public int WindowDays { get; set; }

    /// <summary>The whole range alone, and not cohort by cohort.</summary>
    [Parameter]
    public SwitchParameter Total { get; set; }

    /// <summary>By what customers are valued from the as-of date on.</summary>
    [Parameter]
    [ValidateNotNull]
    [ModelTransformation]
    public CustomerModel? Model { get; set; }

    [Parameter]
    [HorizonTransformation]
    [ArgumentCompleter(typeof(HorizonCompleter))]
    public Horizon Horizon { get; set; } = Horizon.Infinite;

    /// <summary>Per year.</summary>
    [Parameter]
    public double DiscountRate { get; set; }

    [Parameter]
    public long Seed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() => CheckForecast(Model, ForecastParameters));

    private protected override string[] GroupColumns => [ChannelColumn];

    private protected override void ProcessSource(CustomerSource source)
    {
        var spend = ReadSideTable(source, Spend, nameof(Spend), "spend", Engine.ReadSpend);
        WriteVerbose($"Spend: {spend.Rows} rows of {spend.Channels.Length} channels.");
        if (Model is not null)
        {
            WarnOfForecast(source, GivenAsOf ?? source.AsOf, Model, Horizon);
        }

        var answer = Engine.GetAcquisition(source, spend, GetQuery(), StopToken);
        Warn(answer.Warnings);
        foreach (var line in answer.Returns)
        {
            Write(line);
        }
    }

    // The view of the others does for win-backs behind them; alone they have their own.
    private void Write(AcquisitionReturn line)
    {
        var output = PSObject.AsPSObject(line);
        var type = typeof(AcquisitionReturn).FullName;
        if (Model is not null)
        {
            output.TypeNames.Insert(0, type + "#Lifetime");
        }

        if (line.Kind is AcquisitionKind.WinBack)
        {
            output.TypeNames.Insert(0, type + "#WinBack");
        }

        WriteObject(output);
    }

    private AcquisitionQuery GetQuery() => new()
    {
        ChannelColumn = ChannelColumn,
        Period = Period,
        Margin = IsGiven(nameof(Margin)) ? Margin : null,
        IsTotal = Total,
        WinBackChannels = [.. WinBackChannel.Select(channel => channel.Trim())],
        ActivityRule = IsGiven(nameof(ActivityRule)) ? ActivityRule : null,
        WindowDays = IsGiven(nameof(WindowDays)) ? WindowDays : null,
        Forecast = Model is null ? null : new() { Model = Model, Horizon = Horizon, DiscountRate = DiscountRate, Seed = Seed },
        AsOf = GivenAsOf,
        Since = GivenSince,
        Until = GivenUntil,
        Last = GivenLast,
    };
}
