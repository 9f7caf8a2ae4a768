using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Finds a damaged installation at import, and leaves the engine itself for the first cmdlet that needs it.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport() => EngineHost.OpenLoader();
}
