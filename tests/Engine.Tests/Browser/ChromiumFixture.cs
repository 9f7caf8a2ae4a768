using System;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>The browser that the tests of pages share. It starts when the first one asks.</summary>
public sealed class ChromiumFixture : IDisposable
{
    private readonly Lazy<Chromium> chromium = new(() => new Chromium(ChromiumBinary.Path!), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Skips the test that asks where there is no browser.</summary>
    internal Chromium Chromium
    {
        get
        {
            Assert.SkipWhen(ChromiumBinary.Path is null, "Skipped: there is no Chromium on this machine (chromium or google-chrome on PATH, or its path in CUSTOMERMETRICS_CHROMIUM).");
            return chromium.Value;
        }
    }

    public void Dispose()
    {
        if (chromium.IsValueCreated)
        {
            chromium.Value.Dispose();
        }
    }
}
