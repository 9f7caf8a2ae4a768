using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Reads subscriptions from CSV files, rows or a database into one table in memory.</summary>
[Cmdlet(VerbsData.Import, "CustomerSubscription", DefaultParameterSetName = "Path")]
[OutputType(typeof(SubscriptionTable))]
public sealed class ImportCustomerSubscriptionCommand : ImportCommand, ISubscriptionParameters
{
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? StartColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? EndColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CancelColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? BillingPeriodColumn { get; set; }

    /// <summary>What all amounts are paid for.</summary>
    [Parameter]
    [OneChoice]
    public BillingPeriod BillingPeriod { get; set; }

    /// <summary>The days between two terms that are bridged.</summary>
    [Parameter]
    public int GraceDays { get; set; }

    [Parameter]
    [OneChoice]
    public LossDate LossDate { get; set; }

    /// <summary>A term of nothing makes a customer.</summary>
    [Parameter]
    public SwitchParameter IncludeFree { get; set; }

    /// <summary>The end is the last day of a term.</summary>
    [Parameter]
    public SwitchParameter EndIsLastDay { get; set; }

    BillingPeriod? ISubscriptionParameters.GivenBillingPeriod => IsGiven(nameof(BillingPeriod)) ? BillingPeriod : null;

    bool ISubscriptionParameters.IncludesFree => IncludeFree;

    bool ISubscriptionParameters.EndsOnLastDay => EndIsLastDay;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(this.Check);

    private protected override ImportOptions GetImportOptions() => this.AddTo(base.GetImportOptions());
}
