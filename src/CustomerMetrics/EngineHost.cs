using System;
using System.IO;
using System.Reflection;
using System.Threading;

namespace CustomerMetrics;

/// <summary>The way from the cmdlets to the engine, which they cannot reference.</summary>
internal static class EngineHost
{
    // A failure is not kept, so that a repaired installation works without a new shell.
    private static readonly Lazy<IEngineLoader> Loader = new(CreateLoader, LazyThreadSafetyMode.PublicationOnly);

    internal static IEngine Engine => Loader.Value.Load();

    internal static void OpenLoader() => _ = Loader.Value;

    private static IEngineLoader CreateLoader()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(EngineHost).Assembly.Location)!, "lib", "net8.0");
        var path = Path.Combine(folder, "CustomerMetrics.Loader.dll");
        try
        {
            var type = Assembly.LoadFrom(path).GetType("CustomerMetrics.Loader.EngineLoader", throwOnError: true);
            return (IEngineLoader)Activator.CreateInstance(type);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or InvalidCastException)
        {
            throw new CustomerMetricsException(
                "ModuleDamaged",
                FailureKind.NotFound,
                $"The module CustomerMetrics is damaged: '{path}' cannot be loaded. {e.Message}",
                "Install the module again, then start a new PowerShell.",
                path,
                e);
        }
    }
}
