using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerMetrics.Benchmarks;

/// <summary>Runs programs and takes what they print.</summary>
internal static class Child
{
    // The peer writes decimals as text, since its language has none.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <summary>Runs this program again with a hidden verb.</summary>
    public static T RunSelf<T>(params string[] verb)
    {
        var self = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(self).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return RunJson<T>(self, isHost ? [Path.Combine(AppContext.BaseDirectory, "CustomerMetrics.Benchmarks.dll"), .. verb] : verb);
    }

    /// <summary>Runs a program that prints its answer as JSON.</summary>
    public static T RunJson<T>(string program, IReadOnlyList<string> arguments) => JsonSerializer.Deserialize<T>(Run(program, arguments), Json)!;

    /// <summary>The standard output; fails when the program does.</summary>
    public static string Run(string program, IReadOnlyList<string> arguments, string? folder = null)
    {
        using var process = Start(program, arguments, folder) ?? throw new BenchmarkException($"{program} cannot be started.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new BenchmarkException($"{program} failed.\n{errors.GetAwaiter().GetResult()}{output}");
    }

    /// <summary>Whether a program can be found, and does what it is asked.</summary>
    public static bool Succeeds(string program, IReadOnlyList<string> arguments)
    {
        using var process = Start(program, arguments, null);
        if (process is null)
        {
            return false;
        }

        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static Process? Start(string program, IReadOnlyList<string> arguments, string? folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder ?? "",
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
