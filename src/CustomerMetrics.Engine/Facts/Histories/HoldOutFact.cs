using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Histories;

/// <summary>What customers who had bought before a day did from it on.</summary>
/// <param name="Histories">Their histories up to the day, with what came later.</param>
/// <param name="FirstDay">The earliest first purchase.</param>
/// <param name="RepeatsByDay">Their repeat purchases by day, from the first day on.</param>
internal sealed record HoldOutFact(IReadOnlyList<HoldOutHistory> Histories, int FirstDay, long[] RepeatsByDay);

/// <param name="Before">Their history.</param>
/// <param name="Later">Purchases of one of them from the day on.</param>
internal readonly record struct HoldOutHistory(PurchaseHistory Before, int Later);
