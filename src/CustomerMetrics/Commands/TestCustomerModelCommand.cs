using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Holds what a model expected against what happened after the time it was fitted to.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CustomerModel", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerModelTest))]
public sealed class TestCustomerModelCommand : SourceCommand
{
    [Parameter]
    [ValidateNotNull]
    [ModelTransformation]
    public CustomerModel? Model { get; set; }

    /// <summary>The length of the hold-out when no model is given.</summary>
    [Parameter]
    [ValidateNotNull]
    [HorizonTransformation]
    [ArgumentCompleter(typeof(HorizonCompleter))]
    public Horizon? HoldOut { get; set; }

    [Parameter]
    public long Seed { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        if (Model is not null && HoldOut is not null)
        {
            throw new CustomerMetricsException("HoldOutGivenByModel", FailureKind.InvalidArgument, "The hold-out of a model begins at its as-of date.", "Leave out -HoldOut; -AsOf ends the hold-out earlier.");
        }

        WarnOfForecast(source, GivenAsOf ?? source.AsOf, Model, null);
        WriteObject(Engine.TestModel(source, new ModelTestQuery { Model = Model, HoldOut = HoldOut, AsOf = GivenAsOf, Seed = Seed }, StopToken));
    }
}
