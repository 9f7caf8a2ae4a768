using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Rules;

/// <summary>One hand-worked data set: rows, the question, and the answers.</summary>
internal sealed class RuleSet
{
    private readonly string folder;

    public RuleSet(string name)
    {
        folder = Path.Combine(Repository.Rules, name);
        using var rule = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "rule.json")));
        var json = rule.RootElement;
        Query = new LedgerQuery
        {
            Period = Enum.Parse<PeriodUnit>(json.GetProperty("period").GetString()!),
            ActivityRule = Enum.Parse<ActivityRule>(json.GetProperty("activityRule").GetString()!),
            WindowDays = json.GetProperty("windowDays") is { ValueKind: JsonValueKind.Number } days ? days.GetInt32() : null,
        };
        Options = TestSource.Options with
        {
            AsOf = json.GetProperty("asOf").GetString() is { } asOf ? DateTime.ParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Refund = Enum.Parse<RefundRule>(json.GetProperty("refund").GetString()!),
        };
    }

    public static IEnumerable<string> Names => Directory.GetDirectories(Repository.Rules).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public string Rows => Path.Combine(folder, "rows.csv");

    public LedgerQuery Query { get; }

    public ImportOptions Options { get; }

    public IEnumerable<Dictionary<string, string>> Ledger => CsvRows.Read(Path.Combine(folder, "ledger.csv"));

    public IEnumerable<Dictionary<string, string>> Churn => CsvRows.Read(Path.Combine(folder, "churn.csv"));
}
