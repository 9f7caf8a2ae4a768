namespace CustomerMetrics;

/// <summary>Which customers are asked for: those of one line of groups.</summary>
/// <param name="Groups">What the line came from.</param>
/// <param name="Line">The line.</param>
public sealed record GroupMemberQuery(GroupQuery Groups, CustomerGroup Line);
