using System;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The drivers: two of our own, and those that the host brings, by name. Each makes a connection of a connection string.</summary>
internal static class Providers
{
    private static readonly string[] SqlServerFactories = ["Microsoft.Data.SqlClient.SqlClientFactory", "System.Data.SqlClient.SqlClientFactory"];
    private static readonly string[] OdbcFactories = ["System.Data.Odbc.OdbcFactory"];
    private static readonly string[] OleDbFactories = ["System.Data.OleDb.OleDbFactory"];

    /// <summary>A connection that is not open yet.</summary>
    public static DbConnection Create(DatabaseOptions options)
    {
        var provider = options.Provider ?? throw new CustomerMetricsException("ProviderMissing", FailureKind.InvalidArgument, "A connection string does not tell which driver it is for.", "Name the driver with -Provider.");
        var factory = FactoryOf(provider);
        var connection = factory.CreateConnection() ?? throw NotFound(provider);
        try
        {
            connection.ConnectionString = Complete(provider, factory, options);
            return connection;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or OverflowException or InvalidCastException)
        {
            connection.Dispose();

            // Neither the text nor what the driver says of it: both may hold the password.
            throw new CustomerMetricsException("ConnectionStringInvalid", FailureKind.InvalidArgument, $"The driver {provider} cannot read the connection string.", "Check its keywords and quotes: Keyword=Value, parted by semicolons, a value with a semicolon in double quotes.");
        }
    }

    private static DbProviderFactory FactoryOf(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => OpenSqlite(),
        DatabaseProvider.PostgreSql => NpgsqlFactory.Instance,
        DatabaseProvider.SqlServer => Find(provider, SqlServerFactories),
        DatabaseProvider.Odbc => Find(provider, OdbcFactories),
        _ => Find(provider, OleDbFactories),
    };

    // By name, so that its library is one of the packages that are opened at once.
    private static SqliteFactory OpenSqlite()
    {
        try
        {
            SQLitePCL.Batteries_V2.Init();
            return SqliteFactory.Instance;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw NotFound(DatabaseProvider.Sqlite);
        }
    }

    private static DbProviderFactory Find(DatabaseProvider provider, string[] factories)
    {
        foreach (var name in factories)
        {
            if (InstanceOf(name) is { } factory)
            {
                return factory;
            }
        }

        throw NotFound(provider);
    }

    // What another module has loaded comes before what the host could load.
    private static DbProviderFactory? InstanceOf(string factory)
    {
        var assemblyName = factory[..factory.LastIndexOf('.')];
        try
        {
            var assembly = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == assemblyName)
                ?? AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(assemblyName));
            return assembly.GetType(factory)?.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as DbProviderFactory;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeInitializationException or PlatformNotSupportedException or TargetInvocationException)
        {
            return null;
        }
    }

    private static CustomerMetricsException NotFound(DatabaseProvider provider) => new(
        "ProviderNotFound",
        FailureKind.NotFound,
        $"This PowerShell has no driver {provider}.",
        "Load the driver yourself, open a connection with it, and give that with -Connection.");

    private static string Complete(DatabaseProvider provider, DbProviderFactory factory, DatabaseOptions options)
    {
        var builder = factory.CreateConnectionStringBuilder() ?? throw NotFound(provider);

        // What the user wrote, beside the defaults of the driver.
        var written = new DbConnectionStringBuilder(useOdbcRules: provider is DatabaseProvider.Odbc) { ConnectionString = options.ConnectionString };
        builder.ConnectionString = options.ConnectionString;
        if (options.Credential is { } credential)
        {
            var (user, password) = provider switch
            {
                DatabaseProvider.Sqlite => throw new CustomerMetricsException("CredentialUnused", FailureKind.InvalidArgument, "SQLite has no users, so -Credential has nobody to log in.", "Leave out -Credential."),
                DatabaseProvider.PostgreSql => ("Username", "Password"),
                DatabaseProvider.Odbc => ("UID", "PWD"),
                _ => ("User ID", "Password"),
            };
            builder[user] = credential.UserName;
            builder[password] = credential.Password;
        }

        switch (builder)
        {
            case SqliteConnectionStringBuilder sqlite:
                CompleteSqlite(sqlite, written, options.Folder);
                break;
            case NpgsqlConnectionStringBuilder postgres:
                // What is closed is closed at the server as well.
                postgres.Pooling = false;
                postgres.ApplicationName ??= "CustomerMetrics";
                break;
            default:
                if (provider is DatabaseProvider.SqlServer)
                {
                    builder["Pooling"] = false;
                }

                break;
        }

        return builder.ConnectionString;
    }

    // A database that is not there must not be made, and one that is there not be kept open.
    private static void CompleteSqlite(SqliteConnectionStringBuilder sqlite, DbConnectionStringBuilder written, string? folder)
    {
        sqlite.Pooling = false;
        if (!written.ContainsKey("Mode"))
        {
            sqlite.Mode = SqliteOpenMode.ReadOnly;
        }

        var path = sqlite.DataSource;
        var isFile = path.Length > 0 && sqlite.Mode is not SqliteOpenMode.Memory && path != ":memory:" && !path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !path.StartsWith('|');
        if (isFile && folder is not null)
        {
            sqlite.DataSource = Path.GetFullPath(path, folder);
        }
    }
}
