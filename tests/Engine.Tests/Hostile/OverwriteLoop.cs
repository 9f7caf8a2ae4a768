using System;
using System.Globalization;
using System.IO;
using System.Runtime.CompilerServices;
using CustomerMetrics.Engine.Files;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>
/// What a child process of the tests does, in place of the tests: it overwrites one file until it is killed, or once where space is short.
/// It tells each step on its standard output, so that the parent can choose the instant of the kill by what it has heard and needs no clock.
/// </summary>
internal static class OverwriteLoop
{
    public const string PathVariable = "CUSTOMERMETRICS_OVERWRITE_PATH";
    public const string OnceVariable = "CUSTOMERMETRICS_OVERWRITE_ONCE";

    public const byte Wrote = (byte)'w';
    public const byte Commits = (byte)'c';
    public const byte Committed = (byte)'d';

    private const int BlockSize = 4096;

    /// <summary>The content of the turn: its number, then blocks that only this turn has.</summary>
    public static byte[] Content(int turn)
    {
        var random = new HostileRandom(turn);
        return [.. BitConverter.GetBytes(turn), .. random.Bytes(BlockSize * random.Between(1, 40))];
    }

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path)
        {
            return;
        }

        using var output = Console.OpenStandardOutput();
        if (Environment.GetEnvironmentVariable(OnceVariable) is { Length: > 0 } size)
        {
            Environment.Exit(Once(path, int.Parse(size, CultureInfo.InvariantCulture), output));
        }

        for (var turn = 1; ; turn++)
        {
            Overwrite(path, turn, output);
        }
    }

    private static void Overwrite(string path, int turn, Stream output)
    {
        var content = Content(turn);
        AtomicFile.Write(path, default, stream =>
        {
            for (var at = 0; at < content.Length; at += BlockSize)
            {
                stream.Write(content, at, Math.Min(BlockSize, content.Length - at));
                output.WriteByte(Wrote);
            }

            output.WriteByte(Commits);
        });
        output.WriteByte(Committed);
    }

    private static int Once(string path, int size, Stream output)
    {
        try
        {
            AtomicFile.Write(path, default, stream => stream.Write(new byte[size]));
            output.Write("written"u8);
        }
        catch (CustomerMetricsException e)
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes(e.ErrorId));
        }
        catch (Exception e)
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes(e.GetType().Name));
        }

        return 0;
    }
}
