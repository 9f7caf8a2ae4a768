using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using CustomerMetrics.Engine.Files;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Metrics.Restatements;

/// <summary>The ledger of a statement, as its JSON tells it.</summary>
internal sealed record StatementSnapshot
{
    private const int MostBytes = 256 * 1024 * 1024;

    // What makes figures comparable.
    private static readonly string[] RuleNames = ["unit", "activityRule", "windowDays", "graceDays"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public required string Name { get; init; }

    public required DateTime AsOf { get; init; }

    public string? Currency { get; init; }

    public required IReadOnlyList<SnapshotPeriod> Periods { get; init; }

    public static StatementSnapshot Of(CustomerStatement statement)
    {
        using var stream = new MemoryStream();
        JsonRenderer.Render(statement, stream);
        return Parse(stream.ToArray(), "the statement of " + statement.Source);
    }

    public static StatementSnapshot Read(string path) => Parse(System.Text.Encoding.UTF8.GetBytes(TextFile.Read(path, MostBytes)), Path.GetFileName(path));

    private static StatementSnapshot Parse(byte[] json, string name)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Options);
            return document is not { Schema: "CustomerStatement", Ledger: { } ledger } ? throw Invalid(name, "it holds something else", null)
                : document.SchemaVersion != JsonRenderer.SchemaVersion ? throw Invalid(name, Errors.Invariant($"it has version {document.SchemaVersion}, and this module reads version {JsonRenderer.SchemaVersion}"), null)
                : new() { Name = name, AsOf = document.AsOf, Currency = document.Currency, Periods = [.. ledger.Select(ToPeriod)] };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Invalid(name, e is JsonException { LineNumber: { } line } ? Errors.Invariant($"line {line + 1} cannot be read") : "its ledger cannot be read", e);
        }
    }

    private static SnapshotPeriod ToPeriod(JsonElement entry) => new(
        entry.GetProperty("period").GetString()!,
        entry.GetProperty("start").GetDateTime(),
        entry.GetProperty("end").GetDateTime(),
        entry.GetProperty("isComplete").GetBoolean(),
        string.Join(", ", RuleNames.Select(name => entry.TryGetProperty(name, out var rule) && rule.ValueKind is not JsonValueKind.Null ? name + " " + rule : name + " -")),
        RestatementMetric.Figures.Select(figure => entry.GetProperty(JsonNamingPolicy.CamelCase.ConvertName(figure)).GetDecimal()).ToArray());

    private static CustomerMetricsException Invalid(string name, string why, Exception? cause) =>
        new("StatementInvalid", FailureKind.InvalidData, $"'{name}' is no statement that Export-CustomerStatement wrote as JSON: {why}.", "Export the statement with -Format Json.", name, cause);

    private sealed record Document(string? Schema, int SchemaVersion, DateTime AsOf, string? Currency, List<JsonElement>? Ledger);
}

/// <summary>A period of a snapshot.</summary>
/// <param name="Period">Its name.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">The first day after it.</param>
/// <param name="IsComplete">Whether it was over.</param>
/// <param name="Rule">What its figures are made by.</param>
/// <param name="Values">In the order of <see cref="RestatementMetric.Figures"/>.</param>
internal sealed record SnapshotPeriod(string Period, DateTime Start, DateTime End, bool IsComplete, string Rule, IReadOnlyList<decimal> Values);
