using System;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that says which column is what, and how days, refunds and money are read.</summary>
public abstract class MappedCommand : InputCommand
{
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CustomerColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? DateColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? AmountColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CostColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CurrencyColumn { get; set; }

    /// <summary>The day a customer is known from, where that may be before the data.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? FirstSeenColumn { get; set; }

    /// <summary>On a refund the order that it takes back.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? ReferenceColumn { get; set; }

    /// <summary>On a sale its order, where that is another column than the reference.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? OrderColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    [Parameter]
    [OneChoice]
    public RefundRule Refund { get; set; }

    /// <summary>The currency of the results.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    [Parameter]
    public SwitchParameter RoundAmount { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Refund is RefundRule.Original && ReferenceColumn is null)
        {
            throw new CustomerMetricsException("ReferenceColumnMissing", FailureKind.InvalidArgument, "-Refund Original needs to know which sale a refund takes back.", "Name the column with its order number with -ReferenceColumn; where sales have theirs in another column, name that with -OrderColumn.");
        }

        if (Refund is not RefundRule.Original && (ReferenceColumn ?? OrderColumn) is not null)
        {
            throw new CustomerMetricsException("ReferenceColumnUnused", FailureKind.InvalidArgument, $"{(ReferenceColumn is null ? "-OrderColumn" : "-ReferenceColumn")} belongs to -Refund Original.", "Add -Refund Original, or leave it out.");
        }
    });

    private protected override ImportOptions GetImportOptions() => ImportDefaults.Create(TimeZone is null ? TimeZoneInfo.Local : FindZone(TimeZone)) with
    {
        Columns = new ColumnMapping
        {
            Customer = CustomerColumn,
            Date = DateColumn,
            Amount = AmountColumn,
            Cost = CostColumn,
            Currency = CurrencyColumn,
            FirstSeen = FirstSeenColumn,
            Reference = ReferenceColumn,
            Order = OrderColumn,
            Groups = GroupColumns,
        },
        AsOf = GivenAsOf,
        Refund = Refund,
        Currency = Currency,
        RoundAmount = RoundAmount,
    };

    private static TimeZoneInfo FindZone(string id)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new CustomerMetricsException("TimeZoneUnknown", FailureKind.InvalidArgument, $"There is no time zone '{id}'.", "Use an IANA or Windows id, such as Europe/Berlin or Pacific Standard Time; Get-TimeZone -ListAvailable lists them.", id, e);
        }
    }
}
