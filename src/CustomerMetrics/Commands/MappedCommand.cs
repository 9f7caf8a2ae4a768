using System;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that says which column is what, and how days and money are read.</summary>
public abstract class MappedCommand : InputCommand
{
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CustomerColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? AmountColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? CurrencyColumn { get; set; }

    /// <summary>The day a customer is known from, where that may be before the data.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string? FirstSeenColumn { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The currency of the results.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    [Parameter]
    public SwitchParameter RoundAmount { get; set; }

    private protected override ImportOptions GetImportOptions() => ImportDefaults.Create(TimeZone is null ? TimeZoneInfo.Local : FindZone(TimeZone)) with
    {
        Columns = new ColumnMapping
        {
            Customer = CustomerColumn,
            Amount = AmountColumn,
            Currency = CurrencyColumn,
            FirstSeen = FirstSeenColumn,
            Groups = GroupColumns,
        },
        AsOf = GivenAsOf,
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
