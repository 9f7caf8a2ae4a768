using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>Starts this very assembly as a child that runs <see cref="OverwriteLoop"/>.</summary>
internal static class Child
{
    private static readonly string Assembly = typeof(Child).Assembly.Location;

    /// <summary>The host that runs the tests: dotnet, or the executable of the assembly.</summary>
    private static readonly IReadOnlyList<string> Command = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == Path.GetFileNameWithoutExtension(Assembly)
        ? [Environment.ProcessPath!]
        : [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Assembly];

    public static Process Start(string path, int? once = null, IReadOnlyList<string>? prefix = null)
    {
        List<string> command = [.. prefix ?? [], .. Command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[OverwriteLoop.PathVariable] = path;
        start.Environment[OverwriteLoop.OnceVariable] = once?.ToString(System.Globalization.CultureInfo.InvariantCulture);

        // The runtime keeps machine code in a file in memory, which a limit on the size of files would cut off.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
