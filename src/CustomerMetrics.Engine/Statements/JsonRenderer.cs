using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A statement for other programs. Whoever changes the shape of what is there raises the schema version.</summary>
internal static class JsonRenderer
{
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new DateConverter(), new MoneyConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TellBlocksApart, LeaveSourceOut } },
    };

    public static void Render(CustomerStatement statement, Stream stream)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new Document
            {
                Title = statement.Title,
                Lead = statement.Lead,
                Period = statement.Period,
                AsOf = statement.AsOf,
                Source = statement.Source,
                Currency = statement.Currency,
                ActivityRule = statement.ActivityRule,
                WindowDays = statement.WindowDays,
                Culture = statement.Culture?.Name,
                Sections = statement.Sections,
                Footnotes = statement.Footnotes,
                Ledger = statement.Ledger,
                Churn = statement.Churn,
                Cohorts = statement.Cohorts,
                Retention = statement.Retention.Count == 0 ? null : statement.Retention,
                Reasons = statement.Reasons.Count == 0 ? null : statement.Reasons,
                Renewals = statement.Renewals.Count == 0 ? null : statement.Renewals,
                Survival = statement.Survival,
                Groups = statement.Groups.Count == 0 ? null : statement.Groups,
                GroupLedger = statement.GroupLedger.Count == 0 ? null : statement.GroupLedger,
                Concentration = statement.Concentration,
                Journey = statement.Journey.Count == 0 ? null : statement.Journey,
                Referrals = statement.Referrals.Count == 0 ? null : statement.Referrals,
                Acquisition = statement.Acquisition.Count == 0 ? null : statement.Acquisition,
                Value = statement.Value,
            },
            Options);

        // The serialiser breaks lines as the machine does; the file is the same on all of them.
        stream.Write(Array.FindAll(json, b => b != (byte)'\r'));
        stream.WriteByte((byte)'\n');
    }

    private static void TellBlocksApart(JsonTypeInfo type)
    {
        if (type.Type != typeof(StatementBlock))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "type",
            DerivedTypes =
            {
                new JsonDerivedType(typeof(StatementText), "text"),
                new JsonDerivedType(typeof(StatementFigures), "figures"),
                new JsonDerivedType(typeof(StatementTable), "table"),
                new JsonDerivedType(typeof(StatementMatrix), "matrix"),
                new JsonDerivedType(typeof(WaterfallChart), "waterfall"),
                new JsonDerivedType(typeof(BandChart), "band"),
                new JsonDerivedType(typeof(LinesChart), "lines"),
                new JsonDerivedType(typeof(PairsChart), "pairs"),
                new JsonDerivedType(typeof(CurveChart), "curve"),
                new JsonDerivedType(typeof(FlowChart), "flow"),
            },
        };
    }

    // The table behind a cell does not leave the process.
    private static void LeaveSourceOut(JsonTypeInfo type)
    {
        foreach (var source in type.Properties.Where(property => property.PropertyType == typeof(CustomerSource)).ToList())
        {
            type.Properties.Remove(source);
        }
    }

    // Its own record, so that the file keeps its shape and order when the model gains a property.
    private sealed record Document
    {
        public string Schema { get; } = "CustomerStatement";

        public int SchemaVersion { get; } = JsonRenderer.SchemaVersion;

        public required string Title { get; init; }

        public required string Lead { get; init; }

        public required string? Period { get; init; }

        public required DateTime AsOf { get; init; }

        public required string Source { get; init; }

        public required string? Currency { get; init; }

        public required ActivityRule? ActivityRule { get; init; }

        public required int? WindowDays { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required string? Culture { get; init; }

        public required IReadOnlyList<StatementSection> Sections { get; init; }

        public required IReadOnlyList<string> Footnotes { get; init; }

        public required IReadOnlyList<CustomerLedgerEntry> Ledger { get; init; }

        public required IReadOnlyList<ChurnRate> Churn { get; init; }

        public required IReadOnlyList<CohortCell> Cohorts { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<RevenueRetention>? Retention { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<CustomerReason>? Reasons { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<RenewalRate>? Renewals { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required CustomerSurvival? Survival { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<CustomerGroup>? Groups { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<CustomerLedgerEntry>? GroupLedger { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required CustomerConcentration? Concentration { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<JourneyEffort>? Journey { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<ReferralRate>? Referrals { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required IReadOnlyList<AcquisitionReturn>? Acquisition { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public required StatementValue? Value { get; init; }
    }

    private sealed class DateConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(NumberText.Date(value));
    }

    // 1.50 and 1.5 are the same money and give the same file.
    private sealed class MoneyConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
