using System;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that values the customers of a source at one or several dates.</summary>
public abstract class EquityCommand : SourceCommand
{
    /// <summary>The valuation dates.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public DateTime[] At { get; set; } = [];

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

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupBy { get; set; } = [];

    private protected override string[] GroupColumns => GroupBy;

    private protected void WarnOfEquity(CustomerSource source) =>
        WarnOfForecast(source, At.Length > 0 ? At.Max().Date : GivenAsOf ?? source.AsOf, Model, Horizon);

    private protected virtual EquityQuery GetQuery() => new()
    {
        At = [.. At.Select(at => at.Date)],
        AsOf = GivenAsOf,
        GroupBy = GroupBy,
        Forecast = GetForecast(Model ?? throw new CustomerMetricsException("ModelMissing", FailureKind.InvalidArgument, "What customers are worth is a matter of what they will bring, for which a model is needed.", "Fit one with New-CustomerModel, and give it with -Model.")),
    };

    private protected virtual ValueForecast GetForecast(CustomerModel model) => new()
    {
        Model = model,
        Horizon = Horizon,
        DiscountRate = DiscountRate,
        MarginRate = IsGiven(nameof(Margin)) ? Margin : null,
    };
}
