using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that makes a source of subscriptions: it says when a term starts and ends, what its amount is paid for, and when a customer is lost.</summary>
public abstract class SubscriptionCommand : DatabaseCommand
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

    private bool HasBillingPeriod => MyInvocation.BoundParameters.ContainsKey(nameof(BillingPeriod));

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        const int most = 3660;
        if (GraceDays is < 0 or > most)
        {
            throw new CustomerMetricsException("GraceDaysInvalid", FailureKind.InvalidArgument, $"-GraceDays is {GraceDays}.", $"Give a number of days from 0 to {most}.");
        }

        if (HasBillingPeriod && BillingPeriodColumn is not null)
        {
            throw new CustomerMetricsException("BillingPeriodTwice", FailureKind.InvalidArgument, "-BillingPeriod says what all amounts are paid for, and -BillingPeriodColumn that each row tells it.", "Give one of them.");
        }
    });

    private protected override ImportOptions GetImportOptions()
    {
        var options = base.GetImportOptions();
        return options with
        {
            Columns = options.Columns with { Start = StartColumn, End = EndColumn, Cancel = CancelColumn, BillingPeriod = BillingPeriodColumn },
            Contract = new ContractRule
            {
                GraceDays = GraceDays,
                LossDate = LossDate,
                IncludesFree = IncludeFree,
                EndIsLastDay = EndIsLastDay,
                BillingPeriod = HasBillingPeriod ? BillingPeriod : null,
            },
        };
    }
}
