using System;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Help;

internal static class Changelog
{
    /// <summary>The newest entry without its heading.</summary>
    public static string TopEntry(string path, Problems problems)
    {
        if (!File.Exists(path))
        {
            problems.AddMissing(path, 1, "The changelog, where the release notes come from, is missing.");
            return string.Empty;
        }

        var entry = File.ReadAllLines(path)
            .SkipWhile(line => !IsEntry(line))
            .Skip(1)
            .TakeWhile(line => !IsEntry(line));
        var notes = string.Join('\n', entry).Trim();
        if (notes.Length == 0)
        {
            problems.AddMissing(path, 1, "The top entry (## ...) is empty or missing.");
        }

        return notes;
    }

    private static bool IsEntry(string line) => line.StartsWith("## ", StringComparison.Ordinal);
}
