using System;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Help;

/// <summary>
/// Makes what PowerShell reads about the module, its help and its manifest, from the pages and the built cmdlets, and fails where the two disagree.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1], StringComparer.Ordinal);
        var top = options["top"];
        var output = options["output"];
        var problems = new Problems(required: options["require-help"] != "false");

        var cmdlets = CmdletReader.Read(options["assembly"]);
        var library = HelpLibrary.Read(Path.Combine(top, "docs", "en-US"), cmdlets, problems);
        var manifest = Manifest.Read(Path.Combine(top, "CustomerMetrics.psd1"));
        manifest.Check(options["version"], cmdlets.Select(cmdlet => cmdlet.Name), problems);
        var notes = Changelog.TopEntry(Path.Combine(top, "CHANGELOG.md"), problems);

        if (problems.Any)
        {
            return 1;
        }

        var help = Path.Combine(output, "en-US");
        if (Directory.Exists(help))
        {
            Directory.Delete(help, recursive: true);
        }

        Directory.CreateDirectory(help);
        MamlWriter.Write(Path.Combine(help, "CustomerMetrics.dll-Help.xml"), library.Commands);
        foreach (var topic in library.Topics)
        {
            File.WriteAllText(Path.Combine(help, topic.Name + ".help.txt"), AboutWriter.Write(topic));
        }

        manifest.WriteNuspec(Path.Combine(output, "CustomerMetrics.nuspec"), notes);
        // Last: the build takes its time as that of all.
        manifest.Write(Path.Combine(output, "CustomerMetrics.psd1"), notes);
        return 0;
    }
}
