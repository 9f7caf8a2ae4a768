using System;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>One row as every source is given it.</summary>
internal sealed record SqlRow(string Customer, DateTime Date, decimal Amount, string? Region, string? Channel, decimal Cost, DateTime? FirstSeen, string? Order);
