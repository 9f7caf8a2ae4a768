using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Paths as PowerShell users write them, to full paths of the file system.</summary>
internal static class PathResolver
{
    public static IEnumerable<string> Resolve(PSCmdlet cmdlet, IEnumerable<string> paths, bool literal) =>
        paths.SelectMany(path => literal ? [Literal(cmdlet, path)] : Wildcard(cmdlet, Legal(path)));

    /// <summary>The files that an object of a pipeline names; null when it names none.</summary>
    public static IEnumerable<string>? OfPipeline(PSCmdlet cmdlet, PSObject input) => input.BaseObject switch
    {
        FileSystemInfo file => [file.FullName],
        PathInfo path => [path.ProviderPath],
        string path => Resolve(cmdlet, [path], literal: false),
        _ => null,
    };

    private static string OfFileSystem(string path, string resolved, ProviderInfo provider) => provider.Name == "FileSystem"
        ? resolved
        : throw new CustomerMetricsException("PathNotFileSystem", FailureKind.InvalidArgument, $"'{path}' is no path of the file system.", "Give the path of a file.", path);

    /// <summary>The full path of a file that need not exist.</summary>
    public static string Literal(PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(Legal(path), out var provider, out _);
        return OfFileSystem(path, resolved, provider);
    }

    // No file system has such a name, and what comes of asking for one differs from system to system.
    private static string Legal(string path) => path.IndexOf('\0') < 0
        ? path
        : throw new CustomerMetricsException("PathInvalid", FailureKind.InvalidArgument, $"'{path.Replace('\0', '\uFFFD')}' cannot be a path: it holds a NUL character.", "Look at what the path was made of.");

    private static IEnumerable<string> Wildcard(PSCmdlet cmdlet, string path)
    {
        try
        {
            var resolved = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return resolved.Count > 0 ? resolved.Select(found => OfFileSystem(path, found, provider)).ToList() : throw NotFound(path, null);
        }
        catch (ItemNotFoundException e)
        {
            throw NotFound(path, e);
        }
    }

    private static CustomerMetricsException NotFound(string path, ItemNotFoundException? cause) => new(
        "FileNotFound",
        FailureKind.NotFound,
        WildcardPattern.ContainsWildcardCharacters(path) ? $"No file matches '{path}'." : $"There is no file '{path}'.",
        "Check the path; a name with brackets in it goes to -LiteralPath.",
        path,
        cause);
}
