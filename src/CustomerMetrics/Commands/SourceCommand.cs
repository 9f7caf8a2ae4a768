using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that works on a source: one from the pipeline, files by path, or rows from the pipeline.</summary>
public abstract class SourceCommand : InputCommand
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

    private protected override string[] GivenPath => Path;

    private protected override string[] GivenLiteralPath => LiteralPath;

    private protected override PSObject? GivenInput => InputObject;

    /// <summary>How a table beside a source is read; its days are those of the source's zone.</summary>
    private protected virtual ImportOptions GetSideOptions(TimeZoneInfo zone) => ImportDefaults.Create(zone);

    /// <summary>Reads a table beside a source.</summary>
    /// <typeparam name="TTable">The table.</typeparam>
    /// <param name="source">The source.</param>
    /// <param name="given">Files, or rows.</param>
    /// <param name="parameter">The parameter that took them.</param>
    /// <param name="holds">What messages say that the table holds.</param>
    /// <param name="read">Begins the reading.</param>
    // Remedies for files name parameters of an import, of which such a table has none.
    private protected TTable ReadSideTable<TTable>(CustomerSource source, PSObject[] given, string parameter, string holds, Func<ImportOptions, ITableImporter<TTable>> read)
    {
        try
        {
            return SideTableReader.Read(this, read(GetSideOptions(TimeZoneInfo.FindSystemTimeZoneById(source.TimeZone))), given, StopToken);
        }
        catch (CustomerMetricsException failure) when (!HasParametersOf(failure.Remedy))
        {
            throw new CustomerMetricsException(failure.ErrorId, failure.Kind, failure.Message, $"Correct the table of {holds}, or read it with Import-Csv, change what is wrong and give the rows with -{parameter}.", failure.Target, failure);
        }
    }

    /// <summary>Reads the reasons of customers.</summary>
    private protected ReasonTable ReadReasons(CustomerSource source, PSObject[] given, ReasonDirection direction)
    {
        var table = ReadSideTable(source, given, "Reason", "reasons", options => Engine.ReadReasons(options, direction));
        WriteVerbose($"Reasons: {table.Rows} rows of {table.Customers} customers; {table.RowsWithoutReason} rows without a reason.");
        return table;
    }

    /// <summary>Reads the rules of named segments.</summary>
    private protected IReadOnlyList<SegmentRule> ReadSegmentRules(CustomerSource source, SegmentQuery query, PSObject[] given) =>
        ReadSideTable(source, given, "Rule", "rules", options => Engine.ReadSegmentRules(options, query));
}
