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

    // At once, or a missing one would be met in the middle of work, and a file of the user be taken for it. With what they need themselves.
    private static void OpenPackages(EngineContext context, Assembly assembly)
    {
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (!reference.Name!.StartsWith("System.", StringComparison.Ordinal) && reference.Name != "netstandard" && reference.Name != typeof(IEngine).Assembly.GetName().Name)
            {
                var path = Path.Combine(context.Folder, reference.Name + ".dll");
                OpenPackages(context, File.Exists(path) ? context.LoadFromAssemblyName(reference) : throw new FileNotFoundException($"'{path}' is missing.", path));
            }
        }
    }

    private static IEngine Open(EngineContext context)
    {
        try
        {
            var assembly = context.LoadFromAssemblyName(new AssemblyName("CustomerMetrics.Engine"));
            OpenPackages(context, assembly);
            var type = assembly.GetType(EngineType, throwOnError: true)!;
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
