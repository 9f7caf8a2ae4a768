using System;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Revenue, cost and profit of groups of customers, and how they are spread over the customers.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerGroup", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerGroup), typeof(CustomerConcentration))]
public sealed class MeasureCustomerGroupCommand : PeriodCommand
{
    /// <summary>The group columns.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    /// <summary>Divides customers by what they did.</summary>
    [Parameter]
    [OneChoice]
    public CustomerGrouping By { get; set; }

    /// <summary>The tiers, and the money from which on each begins.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [TierTransformation]
    public GroupTier[] Tier { get; set; } = [];

    /// <summary>The money that customers are ordered by.</summary>
    [Parameter]
    [OneChoice]
    public GroupBasis RankBy { get; set; }

    /// <summary>The named segments: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Rule { get; set; } = [];

    /// <summary>Where one score of a segment ends and the next begins.</summary>
    [Parameter]
    [ValidateNotNull]
    [SegmentCutsTransformation]
    public SegmentCuts? Cuts { get; set; }

    /// <summary>How the money is spread over the customers, in the place of its sums.</summary>
    [Parameter]
    public SwitchParameter Concentration { get; set; }

    private protected override string[] GroupColumns => GroupBy;

    private CustomerGrouping? Grouping => IsGiven(nameof(By)) ? By : Tier.Length > 0 ? CustomerGrouping.Tier : null;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Grouping is not CustomerGrouping.Segment && Array.Find([nameof(Rule), nameof(Cuts)], IsGiven) is { } ofSegments)
        {
            throw new CustomerMetricsException("GroupOptionUnused", FailureKind.InvalidArgument, $"-{ofSegments} says how segments are told, and none were asked for.", $"Add -By Segment, or leave out -{ofSegments}.");
        }

        if (IsGiven(nameof(RankBy)) && !Concentration && Grouping is not (CustomerGrouping.Decile or CustomerGrouping.Tier))
        {
            throw new CustomerMetricsException("GroupOptionUnused", FailureKind.InvalidArgument, "-RankBy says by which money customers are ordered, and nothing asks for their order.", "Add -Concentration or -By Decile, or leave out -RankBy.");
        }
    });

    private protected override void ProcessSource(CustomerSource source)
    {
        if (Concentration)
        {
            foreach (var curve in Engine.GetConcentration(source, GetQuery(source), StopToken))
            {
                WriteObject(curve);
            }

            return;
        }

        var answer = Engine.GetGroups(source, GetQuery(source), StopToken);
        foreach (var warning in answer.Warnings)
        {
            WriteWarning(warning);
        }

        foreach (var line in answer.Groups)
        {
            var output = PSObject.AsPSObject(line);
            if (line.Period is not null)
            {
                output.TypeNames.Insert(0, typeof(CustomerGroup).FullName + "#Period");
            }

            WriteObject(output);
        }
    }

    private GroupQuery GetQuery(CustomerSource source)
    {
        var segments = new SegmentQuery { Cuts = Cuts };
        return new()
        {
            GroupBy = GroupBy,
            By = Grouping,
            Tiers = Tier,
            Segments = Rule.Length == 0 ? segments : segments with { Rules = ReadSegmentRules(source, segments, Rule) },
            Basis = IsGiven(nameof(RankBy)) ? RankBy : null,
            Period = IsGiven(nameof(Period)) ? Period : null,
            Since = IsGiven(nameof(Since)) ? Since.Date : null,
            Until = IsGiven(nameof(Until)) ? Until.Date : null,
            Last = IsGiven(nameof(Last)) ? Last : null,
            AsOf = GivenAsOf,
        };
    }
}
