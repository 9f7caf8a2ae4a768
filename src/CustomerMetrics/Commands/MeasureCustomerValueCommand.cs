using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What history says about each customer.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerValue", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerValue))]
public sealed class MeasureCustomerValueCommand : SourceCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    private protected override string[] GroupColumns => GroupBy;

    private protected override void ProcessSource(CustomerSource source)
    {
        var any = false;
        foreach (var value in Engine.GetValue(source, new ValueQuery { AsOf = GivenAsOf, GroupBy = GroupBy }, StopToken))
        {
            any = true;
            WriteRecord(value, value.Group);
        }

        if (!any)
        {
            WriteWarning($"{source.Name} has no rows before the as-of date {GivenAsOf ?? source.AsOf:yyyy-MM-dd}.");
        }
    }
}
