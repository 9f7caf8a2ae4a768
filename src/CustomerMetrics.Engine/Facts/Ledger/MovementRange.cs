using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>Which parts of customers are asked for.</summary>
/// <param name="FirstStart">The first day of the first period.</param>
/// <param name="LastStart">The first day of the last one.</param>
/// <param name="Kinds">What customers did; none asks for all.</param>
internal sealed record MovementRange(int FirstStart, int LastStart, IReadOnlyList<PartKind> Kinds);

/// <summary>Takes the parts one by one: there may be as many as customers times periods.</summary>
/// <param name="start">The first day of the period.</param>
/// <param name="member">What the customer did in it.</param>
internal delegate void MovementTaker(int start, in LedgerMember member);
