using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Finds a damaged installation at import, and leaves the engine itself for the first cmdlet that needs it.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    public void OnImport()
    {
        try
        {
            EngineHost.OpenLoader();
        }
        catch (CustomerMetricsException e)
        {
            // Of other exceptions Import-Module keeps the message alone.
            throw new RuntimeException(e.Message, e, e.ToErrorRecord());
        }
    }
}
