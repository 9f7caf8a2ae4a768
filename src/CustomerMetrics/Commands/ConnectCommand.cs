using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that makes a source in a database, which answers questions itself. Nothing but the names of the columns is read.</summary>
public abstract class ConnectCommand : DatabaseCommand
{
    /// <summary>The SQL that the database understands, where its connection does not tell.</summary>
    [Parameter]
    [OneChoice]
    public SqlDialectName Dialect { get; set; }

    /// <summary>Shows the statements as they are sent.</summary>
    [Parameter]
    public SwitchParameter ShowSql { get; set; }

    /// <summary>Asks each server of a table that is partitioned by customer for itself.</summary>
    [Parameter(ParameterSetName = ConnectionTableSet)]
    [Parameter(ParameterSetName = StringTableSet)]
    public SwitchParameter PerShard { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // There is no input to wait for.
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
    {
        var source = Engine.Connect(GetDatabase(), GetImportOptions(), StopToken);
        var isTerms = source.Contract is not null;
        WriteVerbose($"Columns: {string.Join(", ", source.Columns.Select(column => $"{column.Key} = '{column.Value}'"))}.");
        WriteVerbose($"As-of date: {(GivenAsOf is { } asOf ? $"{asOf:yyyy-MM-dd}" : $"the day after the last {(isTerms ? "start or end" : "row")}, asked for with the first question")}; time zone: {source.TimeZone};{(isTerms ? "" : $" refunds: {source.Refund};")} dialect: {source.Dialect}.");
        WriteObject(source);
    });

    private protected override DatabaseOptions GetDatabase() => base.GetDatabase() with
    {
        Dialect = IsGiven(nameof(Dialect)) ? Dialect : null,
        ShowSql = ShowSql,
        PerShard = PerShard,
    };

    private protected override void ProcessSource(CustomerSource source) => WriteObject(source);
}
