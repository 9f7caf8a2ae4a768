using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CustomerMetrics.Completion;

namespace CustomerMetrics.Commands;

/// <summary>Holds a figure of any object against limits, and passes the object on with a verdict.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CustomerTarget")]
[OutputType(typeof(CustomerTarget))]
public sealed class TestCustomerTargetCommand : CustomerCommand
{
    private const int MostShown = 3;

    private static readonly string TypeName = typeof(CustomerTarget).FullName!;

    private readonly Dictionary<string, (TargetInput Input, TargetReading Reading)> latest = [];
    private readonly List<string> failed = [];
    private long tested;

    /// <summary>Records of this module, or any objects with numbers.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The figure that is tested.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PropertyNameCompleter))]
    public string Property { get; set; } = "";

    [Parameter]
    public decimal Minimum { get; set; }

    [Parameter]
    public decimal Maximum { get; set; }

    /// <summary>The most by which it may be above the period before.</summary>
    [Parameter]
    public decimal RiseLimit { get; set; }

    /// <summary>The most by which it may be below the period before.</summary>
    [Parameter]
    public decimal FallLimit { get; set; }

    /// <summary>Rises and falls are shares of the period before.</summary>
    [Parameter]
    public SwitchParameter Relative { get; set; }

    /// <summary>Compares the value alone.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <summary>Tests open periods as well.</summary>
    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    /// <summary>The verdicts that end in an error.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public TargetVerdict[] FailOn { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (!new[] { nameof(Minimum), nameof(Maximum), nameof(RiseLimit), nameof(FallLimit) }.Any(IsGiven))
        {
            throw new CustomerMetricsException("TargetLimitMissing", FailureKind.InvalidArgument, "There is no target to test.", "Give a -Minimum or a -Maximum, or with -RiseLimit or -FallLimit how far it may be from the period before.");
        }

        if (IsGiven(nameof(Minimum)) && IsGiven(nameof(Maximum)) && Minimum > Maximum)
        {
            throw new CustomerMetricsException("TargetLimitsCrossed", FailureKind.InvalidArgument, "-Minimum is above -Maximum, so nothing could meet both.", "Exchange them.");
        }

        if (RiseLimit < 0 || FallLimit < 0)
        {
            throw new CustomerMetricsException("TargetLimitInvalid", FailureKind.InvalidArgument, "-RiseLimit and -FallLimit are distances, and one of them is below 0.", "Give a number from 0 on. To ask for a rise, test with -Minimum.");
        }

        if (Relative && !IsGiven(nameof(RiseLimit)) && !IsGiven(nameof(FallLimit)))
        {
            throw new CustomerMetricsException("TargetLimitInvalid", FailureKind.InvalidArgument, "-Relative belongs to -RiseLimit and -FallLimit.", "Leave it out, or give one of them.");
        }

        if (FailOn.Contains(TargetVerdict.Met))
        {
            throw new CustomerMetricsException("TargetLimitInvalid", FailureKind.InvalidArgument, "-FailOn Met would fail when all is well.", "Name what is to fail: Missed, Unclear or Unknown.");
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        if (InputObject is null)
        {
            return;
        }

        tested++;
        var input = new TargetInput(InputObject, Property);
        var result = Test(input);
        if (FailOn.Contains(result.Verdict))
        {
            failed.Add(string.Join(" ", new[] { input.Label, result.Target }.Where(part => part.Length > 0)));
        }

        Mark(InputObject, result);
        WriteObject(InputObject);
    });

    // The objects have all been passed on by now, so a report of them is whole.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (tested == 0)
        {
            throw new TargetMissedException(new CustomerMetricsException("NoInput", FailureKind.InvalidData, "The pipeline held nothing, so no target was tested.", "Check the command before this one: it gave no objects.").ToErrorRecord());
        }

        if (failed.Count > 0)
        {
            var more = failed.Count > MostShown ? $"; and {failed.Count - MostShown} more" : "";
            throw new TargetMissedException(new CustomerMetricsException(
                "TargetMissed",
                FailureKind.InvalidResult,
                $"{failed.Count} of {tested} {(tested == 1 ? "target is" : "targets are")} not met: {string.Join("; ", failed.Take(MostShown))}{more}.",
                "Look at the objects that were passed on: Verdict and Target tell each of them. Without -FailOn nothing fails.").ToErrorRecord());
        }
    }

    private CustomerTarget Test(TargetInput input)
    {
        var reading = input.Read();
        if (!input.IsComplete && !IncludeOpen)
        {
            return new(TargetVerdict.Unknown, $"{Property}: the period is open");
        }

        var before = latest.TryGetValue(input.Series, out var earlier) && (input.Start is null || earlier.Input.End == input.Start) ? earlier.Reading : null;
        latest[input.Series] = (input, reading);
        return Engine.TestTarget(Property, reading, before, new()
        {
            Minimum = IsGiven(nameof(Minimum)) ? Minimum : null,
            Maximum = IsGiven(nameof(Maximum)) ? Maximum : null,
            RiseLimit = IsGiven(nameof(RiseLimit)) ? RiseLimit : null,
            FallLimit = IsGiven(nameof(FallLimit)) ? FallLimit : null,
            IsRelative = Relative,
            IsExact = Exact,
        });
    }

    // An object that was tested before keeps its worst verdict, and tells of all of them.
    private static void Mark(PSObject output, CustomerTarget result)
    {
        var isMarked = output.TypeNames.Contains(TypeName);
        if (!isMarked)
        {
            output.TypeNames.Insert(0, TypeName);
        }

        Set(nameof(CustomerTarget.Verdict), isMarked && output.Properties[nameof(CustomerTarget.Verdict)]?.Value is TargetVerdict earlier && earlier > result.Verdict ? earlier : result.Verdict);
        Set(nameof(CustomerTarget.Target), isMarked && output.Properties[nameof(CustomerTarget.Target)]?.Value is string text ? text + "; " + result.Target : result.Target);

        void Set(string name, object value)
        {
            output.Properties.Remove(name);
            output.Properties.Add(new PSNoteProperty(name, value));
        }
    }
}
