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
        if (json.TryGetProperty("contract", out var contract))
        {
            Options = OfContract(Options, json, contract);
        }
    }

    public static IEnumerable<string> Names => Directory.GetDirectories(Repository.Rules).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public string Rows => Path.Combine(folder, "rows.csv");

    public LedgerQuery Query { get; }

    public ImportOptions Options { get; }

    public IEnumerable<Dictionary<string, string>> Ledger => CsvRows.Read(Path.Combine(folder, "ledger.csv"));

    /// <summary>The ledger by group; empty in a set without.</summary>
    public IReadOnlyList<Dictionary<string, string>> Groups => File.Exists(Path.Combine(folder, "groups.csv")) ? CsvRows.Read(Path.Combine(folder, "groups.csv")) : [];

    public IEnumerable<Dictionary<string, string>> Churn => CsvRows.Read(Path.Combine(folder, "churn.csv"));

    private static ImportOptions OfContract(ImportOptions options, JsonElement json, JsonElement contract) => options with
    {
        Contract = new()
        {
            GraceDays = contract.GetProperty("graceDays").GetInt32(),
            LossDate = Enum.Parse<LossDate>(contract.GetProperty("lossDate").GetString()!),
            IncludesFree = contract.GetProperty("includesFree").GetBoolean(),
            EndIsLastDay = contract.GetProperty("endIsLastDay").GetBoolean(),
        },
        Columns = new()
        {
            Groups = [.. json.GetProperty("groups").EnumerateArray().Select(group => group.GetString()!)],
            FirstSeen = json.TryGetProperty("firstSeen", out var firstSeen) ? firstSeen.GetString() : null,
        },
        Currency = json.TryGetProperty("currency", out var currency) ? currency.GetString() : null,
        ExchangeRates = json.TryGetProperty("rates", out var rates) ? [.. rates.EnumerateArray().Select(rate => new ExchangeRateRow(rate[0].GetString(), rate[1].GetString(), rate[2].GetDecimal()))] : null,
    };
}
