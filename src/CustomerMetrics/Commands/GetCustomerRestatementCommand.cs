using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>What a later statement tells otherwise of the past.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerRestatement")]
[OutputType(typeof(CustomerRestatement))]
public sealed class GetCustomerRestatementCommand : CustomerCommand
{
    /// <summary>The earlier statement: a statement, or its JSON as a file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public PSObject? Earlier { get; set; }

    /// <summary>The later statement: a statement, or its JSON as a file.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Tells periods as well that were open in the earlier statement.</summary>
    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        foreach (var restatement in Engine.GetRestatement(Statement(Earlier!), Statement(InputObject!), IncludeOpen))
        {
            WriteObject(restatement);
        }
    });

    private object Statement(PSObject given)
    {
        if (given.BaseObject is CustomerStatement statement)
        {
            return statement;
        }

        var paths = PathResolver.OfPipeline(this, given)?.ToList()
            ?? throw new CustomerMetricsException("StatementExpected", FailureKind.InvalidArgument, "What is given is neither a statement nor a file.", "Give what New-CustomerStatement gives, or the path of a statement that Export-CustomerStatement wrote as JSON.");
        return paths.Count == 1
            ? paths[0]
            : throw new CustomerMetricsException("StatementExpected", FailureKind.InvalidArgument, "Several files match, and only one statement can be the earlier or the later one.", "Name one file.");
    }
}
