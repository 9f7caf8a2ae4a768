using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>How recently, how often and for how much each customer bought, as scores and named segments.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerSegment", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerSegment), typeof(SegmentSummary))]
public sealed class GetCustomerSegmentCommand : SourceCommand
{
    [Parameter]
    [OneChoice]
    public SegmentMethod Method { get; set; }

    /// <summary>The number of scores.</summary>
    [Parameter]
    public int Bins { get; set; } = 5;

    /// <summary>Where one score ends and the next begins.</summary>
    [Parameter]
    [ValidateNotNull]
    [SegmentCutsTransformation]
    public SegmentCuts? Cuts { get; set; }

    [Parameter]
    [OneChoice]
    public FrequencyMeasure FrequencyOf { get; set; }

    /// <summary>The named segments: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Rule { get; set; } = [];

    /// <summary>A record for each segment in the place of one for each customer.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        var answer = Engine.GetSegments(source, GetQuery(source), StopToken);
        foreach (var note in answer.Notes)
        {
            WriteVerbose(note);
        }

        foreach (var warning in answer.Warnings)
        {
            WriteWarning(warning);
        }

        if (Summary)
        {
            WriteObject(answer.Summary, enumerateCollection: true);
            return;
        }

        foreach (var customer in answer.Customers)
        {
            StopToken.ThrowIfCancellationRequested();
            WriteObject(customer);
        }
    }

    private SegmentQuery GetQuery(CustomerSource source)
    {
        var query = new SegmentQuery
        {
            Method = IsGiven(nameof(Method)) ? Method : null,
            Bins = IsGiven(nameof(Bins)) ? Bins : null,
            Cuts = Cuts,
            FrequencyOf = IsGiven(nameof(FrequencyOf)) ? FrequencyOf : null,
            WithSummary = Summary,
            AsOf = GivenAsOf,
        };
        return Rule.Length == 0 ? query : query with { Rules = ReadSegmentRules(source, query, Rule) };
    }
}
