namespace CustomerMetrics;

/// <summary>Which customers are asked for: those of one cell of a migration matrix.</summary>
/// <param name="Moves">What the cell came from.</param>
/// <param name="Cell">The cell.</param>
public sealed record MoveMemberQuery(MoveQuery Moves, CustomerMove Cell);
