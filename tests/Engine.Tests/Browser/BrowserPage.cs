using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>A page that is open in a browser, and what it did since.</summary>
internal sealed class BrowserPage : IDisposable
{
    private const int PhoneWidth = 480;

    // Loaded is not laid out: two frames later it is.
    private const string LaidOut = "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))";

    private readonly Chromium chromium;
    private readonly TemporaryFolder folder = new();
    private readonly string target;
    private readonly string session;
    private readonly List<JsonElement> events = [];

    public BrowserPage(Chromium chromium, string html, int width, bool isDark = false)
    {
        this.chromium = chromium;
        var path = folder.File("page.html");
        File.WriteAllText(path, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Address = new Uri(path).AbsoluteUri;
        target = chromium.Call("Target.createTarget", new { Url = "about:blank" }).GetProperty("targetId").GetString()!;
        session = chromium.Call("Target.attachToTarget", new { TargetId = target, Flatten = true }).GetProperty("sessionId").GetString()!;
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" })
        {
            Call(domain + ".enable");
        }

        Call("Emulation.setDeviceMetricsOverride", new { Width = width, Height = 800, DeviceScaleFactor = 1, Mobile = width < PhoneWidth });
        Call("Emulation.setEmulatedMedia", new { Features = new[] { new { Name = "prefers-color-scheme", Value = isDark ? "dark" : "light" } } });
        Call("Page.navigate", new { Url = Address });
        WaitFor("Page.loadEventFired");
        Evaluate(LaidOut);
    }

    public string Address { get; }

    /// <summary>What it asked for.</summary>
    public IEnumerable<string> Requests => Happened("Network.requestWillBeSent").Select(sent => sent.GetProperty("request").GetProperty("url").GetString()!);

    /// <summary>What it or the browser had to say: the console, the log, errors.</summary>
    public IEnumerable<string> Messages => Happened("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded").Select(message => message.ToString());

    public JsonElement Evaluate(string expression)
    {
        var answer = Call("Runtime.evaluate", new { Expression = expression, ReturnByValue = true, AwaitPromise = true });
        return answer.TryGetProperty("exceptionDetails", out var details) ? throw new InvalidOperationException(details.ToString()) : answer.GetProperty("result").GetProperty("value");
    }

    public byte[] Print() => Call("Page.printToPDF", new { PrintBackground = true, PreferCSSPageSize = true }).GetProperty("data").GetBytesFromBase64();

    /// <summary>Lays the page out by its style for paper.</summary>
    public void ShowAsPrinted()
    {
        Call("Emulation.setEmulatedMedia", new { Media = "print" });
        Call("Emulation.setScrollbarsHidden", new { Hidden = true });
        Evaluate(LaidOut);
    }

    public void Dispose()
    {
        chromium.Call("Target.closeTarget", new { TargetId = target });
        folder.Dispose();
    }

    private JsonElement Call(string method, object? parameters = null) => chromium.Call(method, parameters, session);

    private void WaitFor(string method)
    {
        while (true)
        {
            var next = chromium.Next();
            if (IsMine(next))
            {
                events.Add(next);
                if (Name(next) == method)
                {
                    return;
                }
            }
        }
    }

    private IEnumerable<JsonElement> Happened(params IEnumerable<string> methods)
    {
        events.AddRange(chromium.Kept().Where(IsMine));
        return events.Where(happened => methods.Contains(Name(happened), StringComparer.Ordinal)).Select(happened => happened.GetProperty("params"));
    }

    private bool IsMine(JsonElement happened) => happened.TryGetProperty("sessionId", out var id) && id.GetString() == session;

    private static string Name(JsonElement happened) => happened.GetProperty("method").GetString()!;
}
