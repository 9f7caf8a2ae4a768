using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>A customer model as text and back. Reading is strict: what is not a whole model of this kind is refused. Whoever changes the shape raises the version.</summary>
internal static class ModelText
{
    public const int MostBytes = 4 << 20;

    private const string Format = "CustomerMetrics model";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutText } },
    };

    /// <summary>The model with its text.</summary>
    public static CustomerModel Complete(CustomerModel model) => model with { Json = JsonSerializer.Serialize(new Document(Format, Version, model), Options).ReplaceLineEndings("\n") };

    public static CustomerModel Read(string json, string origin)
    {
        Document? document;
        try
        {
            document = JsonSerializer.Deserialize<Document>(json, Options);
        }
        catch (JsonException e)
        {
            throw Invalid(origin, e.LineNumber is { } line ? Errors.Invariant($"line {line + 1} cannot be read") : "it cannot be read", e);
        }

        if (document is not { Format: Format, Model: { } model })
        {
            throw Invalid(origin, "it holds something else", null);
        }

        if (document.Version != Version)
        {
            throw Invalid(origin, Errors.Invariant($"it has version {document.Version}, and this module reads version {Version}"), null);
        }

        Check(model, origin);
        return Complete(model);
    }

    private static void Check(CustomerModel model, string origin)
    {
        if (model.Customers < 0 || model.Repeaters < 0 || model.RepeatPurchases < model.Repeaters || model.CostRate is { } rate && !double.IsFinite(rate))
        {
            throw Invalid(origin, "its counts cannot be", null);
        }

        var purchases = model.Model.Family().ParameterNames;
        if (model.Parameters.Count > 0 && (!IsComplete(model.Parameters, purchases) || !IsSquare(model.LogCovariance, purchases.Count, model.Identified)))
        {
            throw Invalid(origin, $"its parameters are not those of {model.Model}", null);
        }

        if (model.Spend is not { Parameters.Count: > 0 } spend)
        {
            return;
        }

        var isComplete = spend.Kind is SpendKind.GammaGamma
            ? IsComplete(spend.Parameters, GammaGammaModel.ParameterNames) && IsSquare(spend.LogCovariance, GammaGammaModel.ParameterNames.Count, spend.Identified)
            : spend.Parameters.All(pair => int.TryParse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) && double.IsFinite(pair.Value));
        if (!isComplete)
        {
            throw Invalid(origin, $"its parameters are not those of a spend of the kind {spend.Kind}", null);
        }
    }

    private static bool IsComplete(IReadOnlyDictionary<string, double> parameters, IReadOnlyList<string> names) =>
        parameters.Count == names.Count && names.All(name => parameters.TryGetValue(name, out var value) && value > 0 && double.IsFinite(value));

    private static bool IsSquare(IReadOnlyList<double> matrix, int size, bool isNeeded) =>
        (matrix.Count == size * size && matrix.All(double.IsFinite) && FittedModel.IsCovariance(matrix, size)) || (matrix.Count == 0 && !isNeeded);

    private static void LeaveOutText(JsonTypeInfo type)
    {
        if (type.Type == typeof(CustomerModel))
        {
            type.Properties.Remove(type.Properties.Single(property => property.Name == "json"));
        }
    }

    private static CustomerMetricsException Invalid(string origin, string why, Exception? cause) =>
        new("ModelInvalid", FailureKind.InvalidData, $"'{origin}' is no model that Export-CustomerModel wrote: {why}.", "Export the model again, or fit it anew with New-CustomerModel.", origin, cause);

    private sealed record Document(string Format, int Version, CustomerModel Model);
}
