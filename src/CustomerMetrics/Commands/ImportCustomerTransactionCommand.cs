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
    public RefundRule Refund { get; set; }

    [Parameter]
    public BadRowAction BadRow { get; set; }

    [Parameter]
    public string? RejectPath { get; set; }

    [Parameter]
    public SwitchParameter RoundAmount { get; set; }

    [Parameter]
    public SwitchParameter DropDuplicate { get; set; }

    private protected override ImportOptions GetImportOptions() => ImportDefaults.Create(TimeZone is null ? TimeZoneInfo.Local : FindZone(TimeZone)) with
    {
        Columns = new ColumnMapping
        {
            Customer = CustomerColumn,
            Date = DateColumn,
            Amount = AmountColumn,
            Cost = CostColumn,
            Currency = CurrencyColumn,
            Groups = GroupColumn,
        },
        Delimiter = MyInvocation.BoundParameters.ContainsKey(nameof(Delimiter)) ? Delimiter : null,
        Encoding = Encoding,
        Culture = Culture,
        DateFormats = DateFormat,
        AsOf = GivenAsOf,
        Refund = Refund,
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
