using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Where the programs of a PostgreSQL server, 15 or later, lie: CUSTOMERMETRICS_POSTGRES_BIN, else PATH, else Debian's folder of the newest version.</summary>
internal static class PostgresBinaries
{
    private const string DebianFolder = "/usr/lib/postgresql";

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Null on a machine that has none.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))));

    private static IEnumerable<string> Candidates()
    {
        // The server is started by a shell.
        if (OperatingSystem.IsWindows())
        {
            return [];
        }

        if (Environment.GetEnvironmentVariable("CUSTOMERMETRICS_POSTGRES_BIN") is { Length: > 0 } named)
        {
            return [named];
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var debian = Directory.Exists(DebianFolder) ? Directory.GetDirectories(DebianFolder) : [];
        return [.. path, .. debian.OrderByDescending(Version).Select(version => Path.Combine(version, "bin"))];
    }

    private static decimal Version(string folder) => decimal.TryParse(Path.GetFileName(folder), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
