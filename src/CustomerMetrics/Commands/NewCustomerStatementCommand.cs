using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Builds the customer statement of a source.</summary>
[Cmdlet(VerbsCommon.New, "CustomerStatement", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerStatement))]
public sealed class NewCustomerStatementCommand : LedgerCommand
{
    private static readonly string[] ForecastParameters = [nameof(Horizon), nameof(DiscountRate), nameof(Margin)];

    // What shapes the statement of a source comes too late for records.
    private static readonly string[] SourceParameters =
    [
        nameof(Period), nameof(ActivityRule), nameof(WindowDays), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(Section), nameof(Reason), nameof(Stage), nameof(Referral), nameof(Spend), nameof(ChannelColumn), nameof(GroupBy),
        nameof(Model), .. ForecastParameters,
    ];

    private RecordTables? records;
    private bool areRows;

    /// <summary>A statement speaks of quarters unless told otherwise.</summary>
    public NewCustomerStatementCommand() => Period = PeriodUnit.Quarter;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>The sections wanted, in their order; without, all that there are.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public StatementPart[] Section { get; set; } = [];

    /// <summary>In whose numbers and dates the statement is written.</summary>
    [Parameter]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    /// <summary>In which colours a page is shown.</summary>
    [Parameter]
    [OneChoice]
    public StatementTheme Theme { get; set; }

    /// <summary>A picture that stands over the title of a page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Logo { get; set; }

    /// <summary>Records that are of customers show their ids, which are left out otherwise.</summary>
    [Parameter]
    public SwitchParameter IncludeCustomerId { get; set; }

    /// <summary>The salt of the stand-ins that are shown for ids.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pseudonym { get; set; }

    /// <summary>Groups of fewer customers are left out.</summary>
    [Parameter]
    public int MinimumGroupSize { get; set; }

    /// <summary>Why customers were lost: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    /// <summary>The stages of the journey with their effort: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Stage { get; set; } = [];

    /// <summary>Who recommended whom: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Referral { get; set; } = [];

    /// <summary>The spend by channel and time: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Spend { get; set; } = [];

    /// <summary>The column that tells the channel of a row.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ChannelColumn { get; set; }

    /// <summary>The columns whose groups are told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>By what customers are valued; without, the statement says nothing of their value.</summary>
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

    /// <summary>What of the money stays.</summary>
    [Parameter]
    public double Margin { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        CheckForecast(Model, ForecastParameters);

        if (Stage.Length > 0 && Reason.Length == 0)
        {
            throw new CustomerMetricsException("StageWithoutReason", FailureKind.InvalidArgument, "-Stage says which stage a reason comes from, and there is no -Reason.", "Give the table of reasons with -Reason.");
        }

        if (Spend.Length > 0 != ChannelColumn is not null)
        {
            throw new CustomerMetricsException("SpendWithoutChannel", FailureKind.InvalidArgument, "What was spent is told by channel: -Spend and -ChannelColumn belong together.", "Give both, or none of them.");
        }

        if (Model is { Identified: false })
        {
            WriteWarning($"The model {Model.Model} is not identified, so equity has no interval. {string.Join(" ", Model.Notes)}");
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        Run(() =>
        {
            if (records is { IsEmpty: false })
            {
                WriteObject(Engine.NewStatement(new RecordStatementQuery { Tables = records.Tables(), Title = Title, Culture = Culture, Theme = Theme, LogoPath = LogoPath, MinimumGroupSize = IsGiven(nameof(MinimumGroupSize)) ? MinimumGroupSize : null, AsOf = GivenAsOf }));
            }
        });
    }

    // The first object decides: rows come by the million.
    private protected override bool TryTake(PSObject input)
    {
        if (areRows)
        {
            return false;
        }

        records ??= new RecordTables(InvokeCommand, Culture ?? CultureInfo.InvariantCulture, new CustomerIdRule(IncludeCustomerId, Pseudonym));
        if (!records.TryAdd(input))
        {
            areRows = records.IsEmpty;
            return areRows ? false : throw new CustomerMetricsException("InputMixed", FailureKind.InvalidArgument, "The pipeline held records of this module, and something else.", "Pipe each on its own.");
        }

        if (Array.Find(SourceParameters, IsGiven) is { } late)
        {
            throw new CustomerMetricsException("RecordsAlreadyMade", FailureKind.InvalidArgument, $"The pipeline holds records, for which -{late} comes too late.", $"Give -{late} to the cmdlet that makes them, where it takes it, or pipe the source.");
        }

        return true;
    }

    private string? LogoPath => Logo is null ? null : PathResolver.Literal(this, Logo);

    private protected override string[] GroupColumns => ChannelColumn is null || GroupBy.Contains(ChannelColumn) ? GroupBy : [.. GroupBy, ChannelColumn];

    // The statement speaks of all customers, and of groups in a section of their own.
    private protected override void ProcessSource(CustomerSource source) => WriteObject(Engine.NewStatement(
        source,
        new StatementQuery
        {
            Title = Title,
            Sections = Section,
            Culture = Culture,
            Theme = Theme,
            LogoPath = LogoPath,
            MinimumGroupSize = IsGiven(nameof(MinimumGroupSize)) ? MinimumGroupSize : null,
            Ledger = GetLedgerQuery() with { GroupBy = [] },
            Reasons = Reason.Length > 0 ? ReadReasons(source, Reason, ReasonDirection.Out) : null,
            Stages = Stage.Length > 0 ? ReadSideTable(source, Stage, nameof(Stage), "stages", Engine.ReadStages) : null,
            Referrals = Referral.Length > 0 ? ReadSideTable(source, Referral, nameof(Referral), "referrals", Engine.ReadReferrals) : null,
            Spend = Spend.Length > 0 ? ReadSideTable(source, Spend, nameof(Spend), "spend", Engine.ReadSpend) : null,
            ChannelColumn = ChannelColumn,
            GroupBy = GroupBy,
            Forecast = GetForecast(),
        },
        StopToken));

    private ValueForecast? GetForecast() => Model is null ? null : new ValueForecast
    {
        Model = Model,
        Horizon = Horizon,
        DiscountRate = DiscountRate,
        MarginRate = IsGiven(nameof(Margin)) ? Margin : null,
    };
}
