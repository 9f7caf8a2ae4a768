using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CustomerMetrics.Help;

/// <summary>The module manifest: static data in one style, so a few expressions read it without PowerShell.</summary>
internal sealed class Manifest
{
    private const string EmptyNotes = "ReleaseNotes = ''";

    private readonly string path;
    private readonly string text;

    private Manifest(string path)
    {
        this.path = path;
        text = File.ReadAllText(path);
    }

    public static Manifest Read(string path) => new(path);

    public void Check(string version, IEnumerable<string> cmdlets, Problems problems)
    {
        if (Value("ModuleVersion") != version)
        {
            problems.Add(path, LineOf("ModuleVersion"), $"ModuleVersion is '{Value("ModuleVersion")}', the project's Version is '{version}'.");
        }

        if (!text.Contains(EmptyNotes, StringComparison.Ordinal))
        {
            problems.Add(path, LineOf("ReleaseNotes"), $"\"{EmptyNotes}\" is missing: the build fills it from CHANGELOG.md.");
        }

        var exported = List("CmdletsToExport");
        var built = cmdlets.ToList();
        foreach (var name in built.Except(exported, StringComparer.Ordinal))
        {
            problems.AddMissing(path, LineOf("CmdletsToExport"), $"CmdletsToExport lacks {name}, which the module has.");
        }

        foreach (var name in exported.Except(built, StringComparer.Ordinal))
        {
            problems.AddMissing(path, LineOf("CmdletsToExport"), $"CmdletsToExport names {name}, which the module has not.");
        }
    }

    public void Write(string target, string notes) =>
        File.WriteAllText(target, text.Replace(EmptyNotes, $"ReleaseNotes = '{notes.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal));

    /// <summary>The same data and tags that Publish-PSResource puts into a package.</summary>
    public void WriteNuspec(string target, string notes)
    {
        var cmdlets = List("CmdletsToExport");
        var tags = List("Tags")
            .Append("PSModule")
            .Concat(List("CompatiblePSEditions").Select(edition => "PSEdition_" + edition))
            .Append("PSIncludes_Cmdlet")
            .Concat(cmdlets.Select(name => "PSCmdlet_" + name))
            .Concat(cmdlets.Select(name => "PSCommand_" + name));
        XNamespace ns = "http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd";
        new XDocument(new XElement(
            ns + "package",
            new XElement(
                ns + "metadata",
                new XElement(ns + "id", Path.GetFileNameWithoutExtension(path)),
                new XElement(ns + "version", Value("ModuleVersion")),
                new XElement(ns + "authors", Value("Author")),
                new XElement(ns + "owners", Value("CompanyName")),
                new XElement(ns + "requireLicenseAcceptance", "false"),
                new XElement(ns + "licenseUrl", Value("LicenseUri")),
                new XElement(ns + "description", Value("Description")),
                new XElement(ns + "releaseNotes", notes),
                new XElement(ns + "copyright", Value("Copyright")),
                new XElement(ns + "tags", string.Join(' ', tags))),
            new XElement(
                ns + "files",
                new XElement(ns + "file", new XAttribute("src", "**"), new XAttribute("target", string.Empty))))).Save(target);
    }

    private string Value(string key)
    {
        var match = Regex.Match(text, $@"^\s*{key}\s*=\s*'(?<value>(?:[^']|'')*)'", RegexOptions.Multiline, Timeout);
        return match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
    }

    private List<string> List(string key)
    {
        var body = Regex.Match(text, $@"^\s*{key}\s*=\s*@\((?<items>[^)]*)\)", RegexOptions.Multiline, Timeout).Groups["items"].Value;
        return Regex.Matches(body, "'(?<item>[^']*)'", RegexOptions.None, Timeout).Select(match => match.Groups["item"].Value).ToList();
    }

    private int LineOf(string key) => Math.Max(0, Array.FindIndex(text.Split('\n'), line => line.Contains(key, StringComparison.Ordinal))) + 1;

    private static TimeSpan Timeout => TimeSpan.FromSeconds(5);
}
