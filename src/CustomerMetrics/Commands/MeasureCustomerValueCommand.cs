using System;
using System.Collections.Generic;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What history says about each customer; with -Model what the customer will bring; with -Method what a customer is worth on average by a formula.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerValue", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerValue), typeof(CustomerValueEstimate))]
public sealed class MeasureCustomerValueCommand : AverageCommand
{
    private static readonly string[] EstimateParameters =
        [nameof(Period), nameof(ActivityRule), nameof(WindowDays), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(MarginGrowth)];

    private static readonly string[] ForecastParameters = [nameof(Horizon), nameof(NoInterval), nameof(Seed)];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public ValueMethod[] Method { get; set; } = [];

    /// <summary>The growth of a customer's margin per year.</summary>
    [Parameter]
    public double MarginGrowth { get; set; }

    [Parameter]
    [ValidateNotNull]
    [ModelTransformation]
    public CustomerModel? Model { get; set; }

    [Parameter]
    [HorizonTransformation]
    [ArgumentCompleter(typeof(HorizonCompleter))]
    public Horizon Horizon { get; set; } = new(12, PeriodUnit.Month);

    [Parameter]
    public SwitchParameter NoInterval { get; set; }

    [Parameter]
    public long Seed { get; set; }

    private bool IsEstimate => Method.Length > 0;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (IsEstimate && Model is not null)
        {
            throw new CustomerMetricsException("ValueMethodWithModel", FailureKind.InvalidArgument, "-Method gives the value of an average customer and -Model that of each one.", "Ask one after the other.");
        }

        if (Model is null && Array.Find(ForecastParameters, IsGiven) is { } ahead)
        {
            throw new CustomerMetricsException("ModelMissing", FailureKind.InvalidArgument, $"-{ahead} says how to look ahead, for which a model is needed.", "Fit one with New-CustomerModel, and give it with -Model.");
        }

        if (!IsEstimate && Array.Find(Model is null ? [.. EstimateParameters, nameof(Margin), nameof(DiscountRate)] : EstimateParameters, IsGiven) is { } parameter)
        {
            throw new CustomerMetricsException("ValueMethodMissing", FailureKind.InvalidArgument, $"-{parameter} belongs to the value formulas of -Method.", $"Add -Method, or leave out -{parameter}.");
        }

        if (Model is { Identified: false } && !NoInterval)
        {
            WriteWarning($"The model {Model.Model} is not identified, so values have no intervals. {string.Join(" ", Model.Notes)}");
        }
    });

    private protected override bool TryTake(PSObject input) => IsEstimate && base.TryTake(input);

    private protected override void ProcessSource(CustomerSource source)
    {
        if (IsEstimate)
        {
            base.ProcessSource(source);
        }
        else
        {
            WriteCustomers(source);
        }
    }

    private protected override void WriteAverages(IReadOnlyList<CustomerLedgerEntry> entries)
    {
        var query = new ValueEstimateQuery { Methods = Method, MarginGrowth = IsGiven(nameof(MarginGrowth)) ? MarginGrowth : null };
        foreach (var estimate in Engine.EstimateValue(entries, Ask(query), StopToken))
        {
            WriteRecord(estimate, estimate.Group);
        }
    }

    private void WriteCustomers(CustomerSource source)
    {
        if (Model is not null)
        {
            WarnOfForecast(source, GivenAsOf ?? source.AsOf, Model, Horizon);
        }

        var any = false;
        foreach (var value in Engine.GetValue(source, new ValueQuery { AsOf = GivenAsOf, GroupBy = GroupBy, Forecast = GetForecast() }, StopToken))
        {
            any = true;
            WriteObject(value);
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
        MarginRate = IsGiven(nameof(Margin)) ? Margin : null,
        HasInterval = !NoInterval,
        Seed = Seed,
    };
}
