namespace CustomerMetrics;

/// <summary>Which customers are asked for: those of one line of a return on acquisition.</summary>
/// <param name="Acquisition">What the line came from.</param>
/// <param name="Line">The line.</param>
public sealed record AcquisitionMemberQuery(AcquisitionQuery Acquisition, AcquisitionReturn Line);
