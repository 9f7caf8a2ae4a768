using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace CustomerMetrics.Loader;

/// <summary>Keeps the engine and its packages apart from those that the host and other modules have loaded.</summary>
internal sealed class EngineContext(string folder) : AssemblyLoadContext("CustomerMetrics", isCollectible: false)
{
    private static readonly Assembly Contracts = typeof(IEngine).Assembly;

    internal string Folder => folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The types that cross the border must be the same on both sides.
        if (string.Equals(assemblyName.Name, Contracts.GetName().Name, StringComparison.OrdinalIgnoreCase))
        {
            return Contracts;
        }

        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // PowerShell's own probing of native libraries is not called for a context of one's own.
        foreach (var directory in NativeFolders())
        {
            foreach (var file in FileNames(unmanagedDllName))
            {
                var path = Path.Combine(folder, directory, file);
                if (File.Exists(path))
                {
                    return LoadUnmanagedDllFromPath(path);
                }
            }
        }

        return 0;
    }

    private static IEnumerable<string> NativeFolders()
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        var system = OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : rid.Contains("musl", StringComparison.Ordinal) ? "linux-musl"
            : "linux";
        var portable = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

        yield return Path.Combine("runtimes", rid, "native");
        yield return Path.Combine("runtimes", portable, "native");
        yield return portable;
    }

    private static IEnumerable<string> FileNames(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        yield return name;
        yield return name + extension;
        yield return "lib" + name + extension;
    }
}
