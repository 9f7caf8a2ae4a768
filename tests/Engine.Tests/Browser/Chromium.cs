using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>A Chromium without a window, spoken to by the DevTools protocol over a pipe: no port is open, and it ends with this process.</summary>
internal sealed class Chromium : IDisposable
{
    // Chromium reads commands from 3 and answers on 4, each ended by a zero byte.
    private const string Script = """folder=$1; shift; exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>"$folder/log" """;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly TemporaryFolder folder = new();
    private readonly Process process;
    private readonly Timer guard;
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly Queue<JsonElement> events = new();
    private int start;
    private int end;
    private int calls;

    public Chromium(string path)
    {
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "-c", Script, path, folder.Path, "--headless", "--remote-debugging-pipe", "--user-data-dir=" + folder.File("profile"), "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-breakpad", "about:blank",
        ];
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        process = Process.Start(info)!;

        // A browser that hangs ends, and with it the test that waits for it.
        guard = new Timer(_ => process.Kill(entireProcessTree: true), null, Longest, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs a command and takes its answer; events that come before it are kept.</summary>
    public JsonElement Call(string method, object? parameters = null, string? session = null)
    {
        var id = ++calls;
        var input = process.StandardInput.BaseStream;
        input.Write(JsonSerializer.SerializeToUtf8Bytes(new { Id = id, Method = method, Params = parameters, SessionId = session }, Options));
        input.WriteByte(0);
        input.Flush();
        while (true)
        {
            var message = Receive();
            if (!message.TryGetProperty("id", out var answered))
            {
                events.Enqueue(message);
            }
            else if (answered.GetInt32() == id)
            {
                return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(method + ": " + message);
            }
        }
    }

    /// <summary>The next event, from those kept or as it comes.</summary>
    public JsonElement Next() => events.Count > 0 ? events.Dequeue() : Receive();

    public IEnumerable<JsonElement> Kept()
    {
        while (events.Count > 0)
        {
            yield return events.Dequeue();
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            _ = Call("Browser.close");
        }

        process.WaitForExit();
        guard.Dispose();
        process.Dispose();
        folder.Dispose();
    }

    private JsonElement Receive()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var found = Array.IndexOf(buffer, (byte)0, start, end - start);
            message.Write(buffer, start, (found < 0 ? end : found) - start);
            start = found < 0 ? end : found + 1;
            if (found >= 0)
            {
                return JsonDocument.Parse(message.ToArray()).RootElement;
            }

            start = 0;
            end = process.StandardOutput.BaseStream.Read(buffer);
            if (end == 0)
            {
                throw new InvalidOperationException("Chromium has ended: " + string.Join(Environment.NewLine, File.ReadLines(folder.File("log")).TakeLast(20)));
            }
        }
    }
}
