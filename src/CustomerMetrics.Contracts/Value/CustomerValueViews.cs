using System.Diagnostics.CodeAnalysis;

namespace CustomerMetrics;

// Values come by the million. Types of their own give them views of their own; to mark each object for its view would cost more than to make it.

/// <summary>A customer value with its group.</summary>
public sealed record GroupedCustomerValue : CustomerValue
{
    [SetsRequiredMembers]
    internal GroupedCustomerValue(CustomerValue value)
        : base(value)
    {
    }
}

/// <summary>A customer value with a forecast.</summary>
public record CustomerForecast : CustomerValue
{
    [SetsRequiredMembers]
    internal CustomerForecast(CustomerValue value)
        : base(value)
    {
    }
}

/// <summary>A customer value with a forecast and its group.</summary>
public sealed record GroupedCustomerForecast : CustomerForecast
{
    [SetsRequiredMembers]
    internal GroupedCustomerForecast(CustomerValue value)
        : base(value)
    {
    }
}
