using System.IO;
using System.Linq;
using System.Text.Json;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Gold;

/// <summary>Published figures and their data, which lie beside the project on some machines only.</summary>
internal static class GoldFact
{
    private static string Folder
    {
        get
        {
            Assert.SkipWhen(Repository.Shared is null, "There is no folder of published figures on this machine.");
            return Repository.Shared!;
        }
    }

    public static string Data(string file) => Path.Combine(Folder, "data", file);

    public static JsonElement Value(string id)
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "gold.json")));
        return gold.RootElement.EnumerateArray().Single(figure => figure.GetProperty("id").GetString() == id).GetProperty("value").Clone();
    }
}
