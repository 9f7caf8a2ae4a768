using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>
/// What models of purchases and of spend ask of customers with an activity. A purchase is a day with an activity; ages are days since the first one.
/// </summary>
/// <param name="Purchases">The distinct histories.</param>
/// <param name="Spends">The distinct pairs of repeat purchases and their money, of those who bought again.</param>
/// <param name="Net">Units of all rows of these customers.</param>
/// <param name="Cost">The cost of all their rows; null without a cost column.</param>
/// <param name="FirstDay">The earliest first purchase; the as-of date without customers.</param>
internal sealed record HistoryFact(IReadOnlyList<PurchaseHistory> Purchases, IReadOnlyList<SpendHistory> Spends, Int128 Net, Int128? Cost, int FirstDay);

/// <param name="Repeats">Purchases after the first, x.</param>
/// <param name="Last">The age at the last one, t_x, in days.</param>
/// <param name="Age">The age on the last observed day, T, in days.</param>
/// <param name="Customers">How many have this history.</param>
internal readonly record struct PurchaseHistory(int Repeats, int Last, int Age, long Customers);

/// <param name="Repeats">Purchases after the first.</param>
/// <param name="Money">Units of all rows after the day of the first purchase.</param>
/// <param name="Customers">How many have these.</param>
internal readonly record struct SpendHistory(int Repeats, Int128 Money, long Customers);
