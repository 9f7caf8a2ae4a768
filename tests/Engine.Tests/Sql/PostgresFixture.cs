using System;
using System.Threading;
using CustomerMetrics.Engine.Tests.Sql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>The server that all tests share. It starts when the first test asks, and stops with the run.</summary>
public sealed class PostgresFixture : IDisposable
{
    private readonly Lazy<PostgresServer> server = new(PostgresServer.Start, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Why tests that need a server cannot run; null where they can.</summary>
    public static string? Reason { get; } = PostgresBinaries.Folder is null ? "there is no PostgreSQL server on this machine (initdb, pg_ctl and postgres on PATH or in CUSTOMERMETRICS_POSTGRES_BIN)" : null;

    /// <summary>Skips the test that asks where there is no server.</summary>
    internal PostgresServer Server
    {
        get
        {
            Assert.SkipWhen(Reason is not null, $"Skipped: {Reason}.");
            return server.Value;
        }
    }

    public void Dispose()
    {
        if (server.IsValueCreated)
        {
            server.Value.Dispose();
        }
    }
}
