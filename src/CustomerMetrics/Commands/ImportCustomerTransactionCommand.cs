using System;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Reads transactions from CSV files or rows into one table in memory.</summary>
[Cmdlet(VerbsData.Import, "CustomerTransaction", DefaultParameterSetName = "Path")]
[OutputType(typeof(TransactionTable))]
public sealed class ImportCustomerTransactionCommand : SourceCommand
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
    [ArgumentCompleter(typeof(ColumnNameCompleter))]
    public string[] GroupColumn { get; set; } = [];

    [Parameter]
    public char Delimiter { get; set; }

    [Parameter]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public Encoding? Encoding { get; set; }

    [Parameter]
    [CultureTransformation]
    [ArgumentCompleter(typeof(CultureCompleter))]
    public CultureInfo? Culture { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DateFormat { get; set; } = [];

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

    /// <summary>Rates into that currency: a hashtable of currencies, or rows with Currency, Date and Rate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? ExchangeRate { get; set; }

    [Parameter]
    [OneChoice]
    public BadRowAction BadRow { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    [Parameter]
    public SwitchParameter RoundAmount { get; set; }

    [Parameter]
    public SwitchParameter DropDuplicate { get; set; }

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
            Groups = GroupColumn,
        },
        Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
        Encoding = Encoding,
        Culture = Culture,
        DateFormats = DateFormat,
        AsOf = GivenAsOf,
        Refund = Refund,
        Currency = Currency,
        ExchangeRates = ExchangeRate is null ? null : ExchangeRateReader.Read(ExchangeRate),
        BadRow = BadRow,
        RejectPath = RejectPath is null ? null : ResolveOutput(RejectPath),
        RoundAmount = RoundAmount,
        DropDuplicate = DropDuplicate,
    };

    private protected override void ProcessSource(CustomerSource source)
    {
        if (InputObject?.BaseObject is CustomerSource)
        {
            throw new CustomerMetricsException("SourceAlreadyImported", FailureKind.InvalidArgument, "The pipeline holds a table that was imported already.", "Use it as it is; to read the data otherwise, import the files or rows again.");
        }

        WriteObject(source);
    }

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
