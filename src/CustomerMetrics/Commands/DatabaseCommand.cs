using System;
using System.Data.Common;
using System.Management.Automation;
using System.Net;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that takes the rows of a database as well: by an open connection or by a connection string, a table or a query.</summary>
public abstract class DatabaseCommand : MappedCommand
{
    /// <summary>The parameter set of a connection and a table.</summary>
    private protected const string ConnectionTableSet = "ConnectionTable";

    /// <summary>The parameter set of a connection string and a table.</summary>
    private protected const string StringTableSet = "ConnectionStringTable";

    private const string ConnectionQuerySet = "ConnectionQuery";
    private const string StringQuerySet = "ConnectionStringQuery";

    /// <summary>A connection of the user's, who keeps it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionTableSet)]
    [Parameter(Mandatory = true, ParameterSetName = ConnectionQuerySet)]
    [ValidateNotNull]
    public DbConnection? Connection { get; set; }

    /// <summary>What to connect with. It is never shown.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StringTableSet)]
    [Parameter(Mandatory = true, ParameterSetName = StringQuerySet)]
    [ValidateNotNullOrEmpty]
    public string? ConnectionString { get; set; }

    /// <summary>The driver for the connection string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StringTableSet)]
    [Parameter(Mandatory = true, ParameterSetName = StringQuerySet)]
    [OneChoice]
    public DatabaseProvider Provider { get; set; }

    /// <summary>User and password for the connection string.</summary>
    [Parameter(ParameterSetName = StringTableSet)]
    [Parameter(ParameterSetName = StringQuerySet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>A table or a view.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionTableSet)]
    [Parameter(Mandatory = true, ParameterSetName = StringTableSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TableNameCompleter))]
    public string? Table { get; set; }

    /// <summary>A SELECT.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionQuerySet)]
    [Parameter(Mandatory = true, ParameterSetName = StringQuerySet)]
    [ValidateNotNullOrEmpty]
    public string? Query { get; set; }

    /// <summary>Seconds that a statement may take; zero is no limit.</summary>
    [Parameter(ParameterSetName = ConnectionTableSet)]
    [Parameter(ParameterSetName = ConnectionQuerySet)]
    [Parameter(ParameterSetName = StringTableSet)]
    [Parameter(ParameterSetName = StringQuerySet)]
    [ValidateRange(0, int.MaxValue)]
    public int CommandTimeout { get; set; }

    private protected bool IsOfDatabase => ParameterSetName.StartsWith(nameof(Connection), StringComparison.Ordinal);

    private protected virtual DatabaseOptions GetDatabase() => new()
    {
        Connection = Connection,
        ConnectionString = ConnectionString,
        Provider = IsGiven(nameof(Provider)) ? Provider : null,
        Credential = Credential is null ? null : new NetworkCredential(Credential.UserName, Credential.Password),
        Folder = SessionState.Path.CurrentFileSystemLocation.ProviderPath,
        Table = Table,
        Query = Query,
        CommandTimeout = IsGiven(nameof(CommandTimeout)) ? CommandTimeout : null,
    };
}
