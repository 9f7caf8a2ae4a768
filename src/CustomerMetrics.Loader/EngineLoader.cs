using System;
using System.IO;
using System.Reflection;

namespace CustomerMetrics.Loader;

/// <summary>Opens the engine once for the process, in the load context of this folder.</summary>
public sealed class EngineLoader : IEngineLoader
{
    private const string EngineType = "CustomerMetrics.Engine.EngineFacade";

    private static readonly object Gate = new();
    private static EngineContext? context;
    private static IEngine? engine;

    public IEngine Load()
    {
        lock (Gate)
        {
            return engine ??= Open(context ??= new EngineContext(Path.GetDirectoryName(typeof(EngineLoader).Assembly.Location)!));
        }
    }

    private static IEngine Open(EngineContext context)
    {
        try
        {
            var type = context.LoadFromAssemblyName(new AssemblyName("CustomerMetrics.Engine")).GetType(EngineType, throwOnError: true)!;
            return (IEngine)Activator.CreateInstance(type)!;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or InvalidCastException or TargetInvocationException)
        {
            throw new CustomerMetricsException(
                "ModuleDamaged",
                FailureKind.NotFound,
                $"The engine of CustomerMetrics cannot be loaded from '{context.Folder}': {e.GetBaseException().Message}",
                "Install the module again, then start a new PowerShell.",
                context.Folder,
                e);
        }
    }
}
