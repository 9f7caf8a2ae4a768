using System.Globalization;
using System.Management.Automation;
using System.Text;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that reads CSV files, rows or a database into one table in memory.</summary>
public abstract class ImportCommand : DatabaseCommand
{
    /// <summary>CSV files; several are one data set. Wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>CSV files, their names taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A source, a file, or rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    public PSObject? InputObject { get; set; }

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
    public SwitchParameter DropDuplicate { get; set; }

    private protected override string[] GivenPath => Path;

    private protected override string[] GivenLiteralPath => LiteralPath;

    private protected override PSObject? GivenInput => InputObject;

    private protected override string[] GroupColumns => GroupColumn;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!IsOfDatabase)
        {
            base.ProcessRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!IsOfDatabase)
        {
            base.EndProcessing();
            return;
        }

        Run(() =>
        {
            using var statements = new StatementReporter(this, isShown: false);
            WriteObject(Told(Engine.ReadDatabase(GetDatabase(), GetImportOptions(), StopToken)));
        });
    }

    private protected override ImportOptions GetImportOptions() => base.GetImportOptions() with
    {
        Delimiter = IsGiven(nameof(Delimiter)) ? Delimiter : null,
        Encoding = Encoding,
        Culture = Culture,
        DateFormats = DateFormat,
        ExchangeRates = ExchangeRate is null ? null : ExchangeRateReader.Read(ExchangeRate),
        BadRow = BadRow,
        RejectPath = RejectPath is null ? null : ResolveOutput(RejectPath),
        DropDuplicate = DropDuplicate,
    };

    private protected override void ProcessSource(CustomerSource source)
    {
        if (InputObject?.BaseObject is CustomerSource)
        {
            throw new CustomerMetricsException("SourceAlreadyImported", FailureKind.InvalidArgument, "The pipeline holds a source that was made already.", $"Use it as it is; to read the data otherwise, import the files or rows again, or give the connection to {MyInvocation.MyCommand.Name}.");
        }

        WriteObject(source);
    }
}
