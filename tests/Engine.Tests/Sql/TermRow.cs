using System;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>One row of subscriptions as every source is given it.</summary>
internal sealed record TermRow(string Customer, DateTime Start, DateTime? End, DateTime? Cancel, decimal Amount, string Billing, string? Plan, string? Region, DateTime? FirstSeen);
