using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace CustomerMetrics.Benchmarks;

/// <summary>
/// docs/performance.md, its chart, and the JSON with the latest result of each part. The page is written by hand but for the places between markers; a part that
/// is not run keeps the result it has.
/// </summary>
internal sealed class PerformancePage
{
    private const string Targets = "targets";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n" };

    private readonly string page;
    private readonly string chart;
    private readonly string data;
    private readonly Dictionary<string, PartResult> results;

    private PerformancePage(string folder)
    {
        (page, chart, data) = (Path.Combine(folder, "performance.md"), Path.Combine(folder, "performance.svg"), Path.Combine(folder, "performance.json"));
        results = File.Exists(data) ? JsonSerializer.Deserialize<Dictionary<string, PartResult>>(File.ReadAllText(data), Json)! : [];
    }

    public static PerformancePage Open(string folder) => new(folder);

    /// <summary>Writes page, chart and data with the result of a part. Parts stand in the order given.</summary>
    public void Put(string part, PartResult result, IReadOnlyList<string> order)
    {
        results[part] = result;
        var inOrder = order.Where(results.ContainsKey).ToList();
        var text = Replace(File.ReadAllText(page), part, MarkdownTable.Write(result));
        File.WriteAllText(page, Replace(text, Targets, MarkdownTable.Targets(inOrder.Select(name => results[name]))));
        File.WriteAllText(chart, new Chart([.. inOrder.SelectMany(name => results[name].Panels)]).Write());
        File.WriteAllText(data, JsonSerializer.Serialize(inOrder.ToDictionary(name => name, name => results[name]), Json) + "\n");
    }

    private string Replace(string text, string part, string content)
    {
        var (begin, end) = ($"<!-- measured: {part} -->\n", $"<!-- end of {part} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from >= begin.Length && to >= from
            ? $"{text[..from]}\n{content}\n{text[to..]}"
            : throw new BenchmarkException($"{page} has no place for {part}.");
    }
}
