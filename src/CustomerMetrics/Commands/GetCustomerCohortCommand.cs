using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Cohorts of customers by their first activity, offset by offset.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerCohort", DefaultParameterSetName = "Path")]
[OutputType(typeof(CohortCell), typeof(CohortMatrix))]
public sealed class GetCustomerCohortCommand : PeriodCommand
{
    [Parameter]
    [OneChoice]
    public CohortMeasure Measure { get; set; }

    [Parameter]
    [OneChoice]
    public CohortMode Mode { get; set; }

    /// <summary>How the time since the first activity is counted.</summary>
    [Parameter]
    [OneChoice]
    public CohortOffset Offset { get; set; }

    /// <summary>The offsets that belong together.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Bracket { get; set; } = [];

    /// <summary>The columns whose group on the first day is the cohort.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] CohortBy { get; set; } = [];

    /// <summary>The columns that split each cohort.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>How many of the last offsets are provisional under the mode Rolling.</summary>
    [Parameter]
    public int Tail { get; set; } = 3;

    /// <summary>One object for each cohort, with a property for each offset.</summary>
    [Parameter]
    public SwitchParameter AsMatrix { get; set; }

    private protected override string[] GroupColumns => [.. CohortBy, .. GroupBy];

    private protected override void ProcessSource(CustomerSource source)
    {
        var cohorts = Engine.GetCohorts(source, GetQuery(), StopToken);
        Warn(cohorts.Warnings);

        if (AsMatrix)
        {
            foreach (var line in CohortTable.Of(cohorts.Cells))
            {
                WriteObject(line);
            }

            return;
        }

        foreach (var cell in cohorts.Cells)
        {
            StopToken.ThrowIfCancellationRequested();
            WriteRecord(cell, cell.Group);
        }
    }

    private CohortQuery GetQuery() => new()
    {
        Period = Period,
        Measure = Measure,
        Mode = Mode,
        Offset = Offset,
        Bracket = Bracket,
        CohortBy = CohortBy,
        GroupBy = GroupBy,
        AsOf = GivenAsOf,
        Since = GivenSince,
        Until = GivenUntil,
        Last = GivenLast,
        Tail = Tail,
    };
}
