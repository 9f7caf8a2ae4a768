using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>
/// Customers whom a model of purchases cannot tell apart, and who are told together. What they are expected to bring is linear in their money, so that the sum of it is enough.
/// </summary>
/// <param name="Age">Days from the first purchase to the last observed day, T.</param>
/// <param name="Repeats">Purchases after the first, x.</param>
/// <param name="Last">Days from the first purchase to the last one, t_x.</param>
/// <param name="Part">The part of the answer that they belong to.</param>
/// <param name="To">The part that they have moved to; <see cref="Part"/> where they have not.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Money">Units of their rows after the day of the first purchase, nothing for those where that is below zero.</param>
internal readonly record struct EquityHistory(int Age, int Repeats, int Last, int Part, int To, long Customers, Int128 Money);

/// <summary>The customers at a date.</summary>
/// <param name="Histories">In the order of age, repeats, last, the part moved to and part.</param>
/// <param name="Groups">The names of the parts.</param>
/// <param name="Customers">Those with a purchase, by part.</param>
/// <param name="Net">Units of all their rows, by part.</param>
internal sealed record EquityFact(IReadOnlyList<EquityHistory> Histories, IReadOnlyList<string?> Groups, long[] Customers, Int128[] Net);

/// <summary>The customers at two dates. Part g * All + c is that of class c in group g.</summary>
/// <param name="Opening">Those with a purchase before the first date.</param>
/// <param name="Closing">Those with a purchase before the second; new ones are in the group that they have there, the others in that of the opening.</param>
/// <param name="Groups">The names of the groups.</param>
/// <param name="Customers">Those with a purchase at either date, by part.</param>
/// <param name="Cash">Units of their rows between the dates, by part.</param>
/// <param name="Cost">The cost of these rows; null without a cost column.</param>
internal sealed record BridgeFact(IReadOnlyList<EquityHistory> Opening, IReadOnlyList<EquityHistory> Closing, IReadOnlyList<string?> Groups, long[] Customers, Int128[] Cash, Int128[]? Cost);
