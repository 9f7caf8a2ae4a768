using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading;
using Npgsql;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A PostgreSQL server of its own on a free port of 127.0.0.1, in a temporary folder that is gone with it.</summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>The user who may do everything.</summary>
    public const string Owner = "owner";

    /// <summary>The user who may read every table and make nothing, not even a temporary one.</summary>
    public const string Reader = "reader";

    private const int Attempts = 5;

    // ICU sorts alike on every machine, the locales of the system do not.
    private const string PeoplesOrder = "LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";

    // A shell stands between: it waits for the end of its input, which comes when the server is disposed of and also when this process is killed.
    private const string Script =
        """
        trap '' INT TERM HUP
        cd "$1" || exit 1
        if "$2/initdb" -D data -U owner -A scram-sha-256 --pwfile=password -E UTF8 --no-locale --no-sync >initdb.log 2>&1 &&
            "$2/pg_ctl" -D data -l server.log -w -o "$3" start >start.log 2>&1
        then
            echo ready
            cat >/dev/null
            "$2/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
        else
            cat ./*.log
        fi
        cd / && rm -rf "$1"
        """;

    private readonly Process process;
    private int databases;
    private bool isStopped;

    private PostgresServer(Process process, int port, string password)
    {
        this.process = process;
        Port = port;
        Password = password;
    }

    public int Port { get; }

    /// <summary>The password of both users, in no other text by chance.</summary>
    public string Password { get; }

    public static PostgresServer Start()
    {
        var folder = PostgresBinaries.Folder ?? throw new InvalidOperationException("There is no PostgreSQL server on this machine.");
        var report = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryStart(folder, out report) is { } server)
            {
                server.Execute("postgres", $"CREATE ROLE {Reader} LOGIN PASSWORD '{server.Password}'; GRANT pg_read_all_data TO {Reader};");
                return server;
            }
        }

        throw new InvalidOperationException($"PostgreSQL does not start:{Environment.NewLine}{report}");
    }

    public string ConnectionString(string database, string user = Owner) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = Password,
        Pooling = false,
    }.ConnectionString;

    /// <summary>A database that sorts text by its bytes, or one that sorts it as people do. The answer is its name.</summary>
    public string CreateDatabase(bool sortsAsPeopleDo = false)
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE template0 {(sortsAsPeopleDo ? PeoplesOrder : "")}");
        Execute("postgres", $"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC");
        return name;
    }

    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (!isStopped)
        {
            isStopped = true;
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    // Another process may take the port before the server does, so a failed start is tried again with another one.
    private static PostgresServer? TryStart(string binaries, out string report)
    {
        var folder = Directory.CreateTempSubdirectory("customermetrics-").FullName;
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var port = FreePort();
        File.WriteAllText(Path.Combine(folder, "password"), password);

        // A zone and an order of dates that no answer may depend on.
        var settings = $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{folder}' -c max_connections=50 -c shared_buffers=32MB -c timezone=Pacific/Auckland -c datestyle=SQL,DMY -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        var shell = Process.Start(Shell(folder, "-c", Script, "sh", folder, binaries, settings))!;
        report = shell.StandardOutput.ReadLine() ?? "";
        if (report == "ready")
        {
            return new(shell, port, password);
        }

        report += shell.StandardOutput.ReadToEnd() + shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        shell.Dispose();
        return null;
    }

    // The server refuses to run as root.
    private static ProcessStartInfo Shell(string folder, params string[] arguments)
    {
        string[] user = [];
        if (Environment.IsPrivilegedProcess)
        {
            var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).ToList();
            var found = users.Find(one => one[0] == "postgres") ?? users.Find(one => one[0] == "nobody") ?? throw new InvalidOperationException("There is neither a user postgres nor nobody.");
            using var chown = Process.Start("chown", ["-R", $"{found[2]}:{found[3]}", folder]);
            chown.WaitForExit();
            user = ["setpriv", $"--reuid={found[2]}", $"--regid={found[3]}", "--clear-groups"];
        }

        string[] command = [.. user, "/bin/sh", .. arguments];
        return new(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
