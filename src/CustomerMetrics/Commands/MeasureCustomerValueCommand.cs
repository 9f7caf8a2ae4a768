using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What history says about each customer and, with a model, what the customer is expected to bring.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerValue", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerValue))]
public sealed class MeasureCustomerValueCommand : SourceCommand
{
    private static readonly string[] ForecastParameters = [nameof(Horizon), nameof(DiscountRate), nameof(Margin), nameof(NoInterval), nameof(Seed)];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    [ModelTransformation]
    public CustomerModel? Model { get; set; }

    [Parameter]
    [HorizonTransformation]
    [ArgumentCompleter(typeof(HorizonCompleter))]
    public Horizon Horizon { get; set; } = new(12, PeriodUnit.Month);

    /// <summary>Per year.</summary>
    [Parameter]
    public double DiscountRate { get; set; }

    /// <summary>What of the money stays.</summary>
    [Parameter]
    public double Margin { get; set; }

    [Parameter]
    public SwitchParameter NoInterval { get; set; }

    [Parameter]
    public int Seed { get; set; }

    private protected override string[] GroupColumns => GroupBy;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Model is null && ForecastParameters.FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } parameter)
        {
            throw new CustomerMetricsException("ModelMissing", FailureKind.InvalidArgument, $"-{parameter} says how to look ahead, for which a model is needed.", "Fit one with New-CustomerModel, and give it with -Model.");
        }

        if (Model is { Identified: false } && !NoInterval)
        {
            WriteWarning($"The model {Model.Model} is not identified, so values have no intervals. {string.Join(" ", Model.Notes)}");
        }
    });

    private protected override void ProcessSource(CustomerSource source)
    {
        var any = false;
        foreach (var value in Engine.GetValue(source, new ValueQuery { AsOf = GivenAsOf, GroupBy = GroupBy, Forecast = GetForecast() }, StopToken))
        {
            any = true;
            WriteRecord(value, value.Group, Model is null ? "" : "Forecast");
        }

        if (!any)
        {
            WriteWarning($"{source.Name} has no rows before the as-of date {GivenAsOf ?? source.AsOf:yyyy-MM-dd}.");
        }
    }

    private ValueForecast? GetForecast() => Model is null ? null : new ValueForecast
    {
        Model = Model,
        Horizon = Horizon,
        DiscountRate = DiscountRate,
        MarginRate = MyInvocation.BoundParameters.ContainsKey(nameof(Margin)) ? Margin : null,
        HasInterval = !NoInterval,
        Seed = Seed,
    };
}
