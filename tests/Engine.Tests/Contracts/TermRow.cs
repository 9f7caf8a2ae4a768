using System;
using System.Globalization;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>A row of subscriptions as somebody writes it.</summary>
internal sealed record TermRow(string Customer, DateOnly Start, DateOnly? End, DateOnly? Cancel, decimal Amount, string Billing, string Plan, string Currency, DateOnly? Since)
{
    public static readonly string[] Header = ["customer", "start", "end", "cancelled_at", "amount", "billing_period", "plan", "currency", "since"];

    public object?[] Values => [Customer, Date(Start), Date(End), Date(Cancel), Amount.ToString(CultureInfo.InvariantCulture), Billing, Plan, Currency, Date(Since)];

    private static string Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
