using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>What a new customer cost in twelve industries, as published, and a cost that is held against it.</summary>
[Cmdlet(VerbsCommon.Get, "AcquisitionBenchmark", DefaultParameterSetName = "Cac")]
[OutputType(typeof(AcquisitionBenchmark))]
public sealed class GetAcquisitionBenchmarkCommand : CustomerCommand
{
    /// <summary>The industries. Wildcards are resolved.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(IndustryCompleter))]
    public string[] Industry { get; set; } = [];

    /// <summary>The cost of acquisition to compare.</summary>
    [Parameter(ParameterSetName = "Cac")]
    public decimal Cac { get; set; }

    /// <summary>Records of Measure-AcquisitionReturn.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Cac < 0)
        {
            throw new CustomerMetricsException("CacInvalid", FailureKind.InvalidArgument, "-Cac is below 0, and a cost is not.", "Give what a new customer costs you.");
        }

        foreach (var pattern in Industry)
        {
            var known = Engine.GetBenchmarks(null).Select(benchmark => benchmark.Industry).ToList();
            if (!known.Any(Matches(pattern).IsMatch))
            {
                throw new CustomerMetricsException("IndustryUnknown", FailureKind.NotFound, $"There is no industry '{pattern}'.", $"The industries are {string.Join(", ", known)}.");
            }
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        var benchmarks = Engine.GetBenchmarks(InputObject is { } input ? Read(input) : IsGiven(nameof(Cac)) ? new(Cac, null, null, null) : null);
        foreach (var benchmark in Shown(benchmarks))
        {
            WriteRecord(benchmark, null, benchmark.Channel is not null ? "Channel" : benchmark.Compared is not null ? "Compared" : "");
        }
    });

    private IEnumerable<AcquisitionBenchmark> Shown(IReadOnlyList<AcquisitionBenchmark> benchmarks)
    {
        var patterns = Industry.Select(Matches).ToList();
        return patterns.Count == 0 ? benchmarks : benchmarks.Where(benchmark => patterns.Any(pattern => pattern.IsMatch(benchmark.Industry)));
    }

    private static WildcardPattern Matches(string pattern) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

    // By name, so that records that crossed a job or a file are read as well.
    private static ComparedCost Read(PSObject input) => input.Properties["Cac"] is { } cac
        ? new(Number(cac.Value), Text(input, "Currency"), Text(input, "Channel"), Text(input, "Cohort"))
        : throw new CustomerMetricsException("AcquisitionReturnExpected", FailureKind.InvalidArgument, "What came through the pipeline has no property Cac.", "Pipe records of Measure-AcquisitionReturn, or give a number with -Cac.");

    private static decimal? Number(object? value) => value is null or "" ? null
        : LanguagePrimitives.TryConvertTo<decimal>(value, out var number) ? number
        : throw new CustomerMetricsException("AcquisitionReturnExpected", FailureKind.InvalidArgument, "The property Cac of what came through the pipeline is no number.", "Pipe records of Measure-AcquisitionReturn, or give a number with -Cac.");

    private static string? Text(PSObject input, string property) => input.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
