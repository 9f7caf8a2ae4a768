using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Fits a model of when customers buy and what they spend.</summary>
[Cmdlet(VerbsCommon.New, "CustomerModel", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerModel), ParameterSetName = ["Path", "LiteralPath", "InputObject"])]
[OutputType(typeof(RetentionModel), ParameterSetName = [SurvivorSet])]
public sealed class NewCustomerModelCommand : SourceCommand
{
    private const string SurvivorSet = "Survivor";

    [Parameter]
    [OneChoice]
    public ModelChoice Model { get; set; }

    [Parameter]
    [OneChoice]
    public ModelTimeUnit TimeUnit { get; set; } = ModelTimeUnit.Week;

    [Parameter]
    [OneChoice]
    public SpendKind SpendModel { get; set; }

    /// <summary>A cohort of contracts: its size, then how many are left after each period.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SurvivorSet)]
    [ValidateNotNullOrEmpty]
    public long[] Survivor { get; set; } = [];

    /// <summary>Of a period.</summary>
    [Parameter(ParameterSetName = SurvivorSet)]
    public double DiscountRate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != SurvivorSet)
        {
            base.ProcessRecord();
            return;
        }

        Run(() => WriteObject(Engine.FitRetention(Survivor, IsGiven(nameof(DiscountRate)) ? DiscountRate : null, StopToken)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName != SurvivorSet)
        {
            base.EndProcessing();
        }
    }

    private protected override void ProcessSource(CustomerSource source)
    {
        var query = new ModelQuery
        {
            Model = Model is ModelChoice.Auto ? null : (ModelKind)Enum.Parse(typeof(ModelKind), Model.ToString()),
            TimeUnit = TimeUnit,
            Spend = SpendModel,
            AsOf = GivenAsOf,
        };
        WarnOfForecast(source, GivenAsOf ?? source.AsOf, null, null);
        var model = Engine.FitModel(source, query, StopToken);
        WriteVerbose($"Fitted {model.Model} to {model.Customers} customers, {model.Repeaters} of whom bought again, from {model.FirstDate:yyyy-MM-dd} to before {model.AsOf:yyyy-MM-dd}: log-likelihood {model.LogLikelihood:F2}. {model.Choice}");
        if (!model.Identified)
        {
            WriteWarning($"The model {model.Model} is not identified. {string.Join(" ", model.Notes)}");
        }

        if (model.Spend is { } spend && spend.Notes.Length > 0 && (!spend.Identified || model.Spend.Kind is SpendKind.GammaGamma))
        {
            WriteWarning(string.Join(" ", spend.Notes));
        }

        WriteObject(model);
    }
}
