using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that works on a source: one from the pipeline, files by path, or rows from the pipeline.</summary>
public abstract class SourceCommand : InputCommand
{
    /// <summary>CSV files; several are one data set. Wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>CSV files, their names taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>A source, a file, or rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    public PSObject? InputObject { get; set; }

    private protected override string[] GivenPath => Path;

    private protected override string[] GivenLiteralPath => LiteralPath;

    private protected override PSObject? GivenInput => InputObject;
}
