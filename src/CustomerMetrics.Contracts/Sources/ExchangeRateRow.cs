namespace CustomerMetrics;

/// <summary>One rate as the user gave it: text, numbers and dates are read like those of transactions.</summary>
/// <param name="Currency">The currency that it is for.</param>
/// <param name="Date">The first day that it holds; null is every day.</param>
/// <param name="Rate">What one unit is worth in the currency of the results.</param>
public sealed record ExchangeRateRow(object? Currency, object? Date, object? Rate);
