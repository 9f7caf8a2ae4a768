using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>What history says about each customer.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerValue", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerValue))]
public sealed class MeasureCustomerValueCommand : SourceCommand
{
    private protected override void ProcessSource(CustomerSource source) =>
        WriteObject(Engine.GetValue(source, new ValueQuery { AsOf = GivenAsOf }, StopToken), enumerateCollection: true);
}
