using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>How long customers stay: from transactions by a rule that declares who is lost, from subscriptions, or from a table of durations.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerSurvival", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerSurvival), typeof(SurvivalLine), typeof(SurvivalTest))]
public sealed class MeasureCustomerSurvivalCommand : SourceCommand
{
    private static readonly string[] TableParameters =
        [nameof(EventColumn), nameof(ReasonColumn), nameof(EntryColumn), nameof(GroupColumn), nameof(Unit), nameof(Culture), nameof(Delimiter), nameof(Encoding)];

    private static readonly string[] SourceParameters = [nameof(ActivityRule), nameof(WindowDays), nameof(Since), nameof(AsOf), nameof(GroupBy), nameof(Reason), nameof(WithinDays)];

    private static readonly string[] CurveParameters = [nameof(AgeUnit), nameof(Interval), nameof(Quantile), nameof(AgeLimit), nameof(BandWidth), nameof(AsCurve)];

    private static readonly string[] TestParameters = [nameof(FlemingP), nameof(FlemingQ)];

    private IDurationImporter? importer;
    private RowReader? rows;

    [Parameter]
    [OneChoice]
    public ActivityRule ActivityRule { get; set; }

    /// <summary>The days without an activity after which a customer is gone.</summary>
    [Parameter]
    public int WindowDays { get; set; }

    /// <summary>Follows customers from this date on only.</summary>
    [Parameter]
    public DateTime Since { get; set; }

    /// <summary>The columns of the groups of transactions; a customer is in that of the first activity.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Why customers of a source left: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    /// <summary>The days after a loss in which a reason for it may still be dated.</summary>
    [Parameter]
    public int WithinDays { get; set; }

    /// <summary>The lengths of time of a table of durations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? DurationColumn { get; set; }

    /// <summary>Whether the customer was lost.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? EventColumn { get; set; }

    /// <summary>Why, where reasons compete.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ReasonColumn { get; set; }

    /// <summary>The age from which the customer was followed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? EntryColumn { get; set; }

    /// <summary>The columns of the groups of a table of durations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupColumn { get; set; } = [];

    /// <summary>The unit of a table's durations.</summary>
    [Parameter]
    [OneChoice]
    public AgeUnit Unit { get; set; }

    /// <summary>How a table's numbers are written.</summary>
    [Parameter]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    [Parameter]
    public char Delimiter { get; set; }

    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    /// <summary>The unit of ages in the answer.</summary>
    [Parameter]
    [OneChoice]
    public AgeUnit AgeUnit { get; set; }

    [Parameter]
    [OneChoice]
    public SurvivalInterval Interval { get; set; }

    /// <summary>The shares of lost customers whose ages are told.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public double[] Quantile { get; set; } = [0.25, 0.5, 0.75];

    /// <summary>The age up to which the mean is taken.</summary>
    [Parameter]
    public double AgeLimit { get; set; }

    /// <summary>The width of a band of the hazard.</summary>
    [Parameter]
    public double BandWidth { get; set; }

    /// <summary>The points of the curves as lines of a table.</summary>
    [Parameter]
    public SwitchParameter AsCurve { get; set; }

    /// <summary>Compares the groups.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public SurvivalTestKind[] Test { get; set; } = [];

    /// <summary>Under FlemingHarrington the power of the share that was still there.</summary>
    [Parameter]
    public double FlemingP { get; set; } = 1;

    /// <summary>The power of the share that was lost.</summary>
    [Parameter]
    public double FlemingQ { get; set; }

    private protected override string[] GroupColumns => GroupBy;

    private bool IsTable => DurationColumn is not null;

    private bool IsTest => Test.Length > 0;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (!IsTable && Array.Find(TableParameters, IsGiven) is { } ofTable)
        {
            throw new CustomerMetricsException("DurationColumnMissing", FailureKind.InvalidArgument, $"-{ofTable} belongs to a table of durations.", "Say which column holds them with -DurationColumn; for transactions there are -ActivityRule, -WindowDays and -GroupBy.");
        }

        if (IsTable && Array.Find(SourceParameters, IsGiven) is { } ofSource)
        {
            throw new CustomerMetricsException("DurationsAlreadyMade", FailureKind.InvalidArgument, $"A table of durations has them already, so -{ofSource} comes too late.", $"Leave out -{ofSource}, or give transactions without -DurationColumn; the groups of durations are those of -GroupColumn.");
        }

        if (IsGiven(nameof(WithinDays)) && !IsGiven(nameof(Reason)))
        {
            throw new CustomerMetricsException("WithinDaysWithoutReason", FailureKind.InvalidArgument, "-WithinDays says when a reason may be dated, and there is no -Reason.", "Give the table of reasons with -Reason.");
        }

        if (Array.Find(IsTest ? CurveParameters : TestParameters, IsGiven) is { } other)
        {
            throw new CustomerMetricsException("SurvivalTestOrCurve", FailureKind.InvalidArgument, IsTest ? $"-Test compares the groups, and -{other} belongs to their curves." : $"-{other} belongs to a comparison of groups.", IsTest ? "Ask one after the other." : "Add -Test FlemingHarrington.");
        }
    });

    private protected override bool TryTake(PSObject input)
    {
        if (!IsTable)
        {
            return false;
        }

        if (importer is null)
        {
            importer = Engine.ReadDurationRows(Columns());
            rows = new RowReader(importer);
        }

        rows!.Add(input);
        return true;
    }

    private protected override bool TryTakeFiles(IReadOnlyList<string> files)
    {
        if (IsTable)
        {
            Write(Engine.ReadDurations(files, GetImportOptions() with { Delimiter = IsGiven(nameof(Delimiter)) ? Delimiter : null, Encoding = Encoding }, Columns(), StopToken));
        }

        return IsTable;
    }

    private protected override void ProcessSource(CustomerSource source)
    {
        if (IsTable)
        {
            throw new CustomerMetricsException("DurationsExpected", FailureKind.InvalidArgument, "-DurationColumn names a column of durations, and the pipeline holds a source of transactions.", "Leave out -DurationColumn, and name the rule that declares who is lost: -ActivityRule Window -WindowDays <days>.");
        }

        var query = new DurationQuery
        {
            ActivityRule = IsGiven(nameof(ActivityRule)) ? ActivityRule : null,
            WindowDays = IsGiven(nameof(WindowDays)) ? WindowDays : null,
            Since = IsGiven(nameof(Since)) ? Since.Date : null,
            AsOf = GivenAsOf,
            GroupBy = GroupBy,
            WithinDays = WithinDays,
        };
        Write(Engine.GetDurations(source, Reason.Length == 0 ? null : ReadReasons(source, Reason, ReasonDirection.Out), query, StopToken));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (importer is not null)
        {
            Run(() => Write(importer.Complete(StopToken)));
        }
    }

    // Of durations nothing can be said with the parameters of an import.
    private protected override CustomerMetricsException Explain(CustomerMetricsException failure) => IsTable || failure.ErrorId is not "ColumnNotFound"
        ? IsTable ? failure : base.Explain(failure)
        : new(failure.ErrorId, failure.Kind, failure.Message, base.Explain(failure).Remedy + " Where the rows are durations, name their column with -DurationColumn.", failure.Target, failure);

    private DurationColumns Columns() => new()
    {
        Duration = DurationColumn!,
        Event = EventColumn,
        Reason = ReasonColumn,
        Entry = EntryColumn,
        Groups = GroupColumn,
        Unit = IsGiven(nameof(Unit)) ? Unit : null,
        Culture = Culture,
    };

    private void Write(CustomerDurations durations)
    {
        Warn(durations.Warnings);

        if (IsTest)
        {
            WriteTests(durations);
            return;
        }

        foreach (var survival in Engine.GetSurvival(durations, GetQuery()))
        {
            StopToken.ThrowIfCancellationRequested();
            if (!AsCurve)
            {
                WriteRecord(survival, survival.Group);
                continue;
            }

            foreach (var line in SurvivalLines.Of(survival))
            {
                WriteRecord(line, line.Group);
            }
        }
    }

    private void WriteTests(CustomerDurations durations)
    {
        if (durations.Customers == 0)
        {
            return;
        }

        var query = new SurvivalTestQuery
        {
            Tests = Test,
            FlemingP = IsGiven(nameof(FlemingP)) ? FlemingP : null,
            FlemingQ = IsGiven(nameof(FlemingQ)) ? FlemingQ : null,
        };
        foreach (var test in Engine.TestSurvival(durations, query, StopToken))
        {
            WriteObject(test);
        }
    }

    private SurvivalQuery GetQuery() => new()
    {
        AgeUnit = IsGiven(nameof(AgeUnit)) ? AgeUnit : null,
        Interval = Interval,
        Quantiles = Quantile,
        Horizon = IsGiven(nameof(AgeLimit)) ? AgeLimit : null,
        BandWidth = IsGiven(nameof(BandWidth)) ? BandWidth : null,
    };
}
