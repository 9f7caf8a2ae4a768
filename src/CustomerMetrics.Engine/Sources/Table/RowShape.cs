namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Which columns a row has besides customer, day and amount.</summary>
internal sealed record RowShape(int Groups, bool HasCost, bool HasCurrency, bool HasReference, bool HasFirstSeen, bool HasEnd)
{
    public static RowShape Of(ImportOptions options) => new(
        options.Columns.Groups.Count,
        options.Columns.Cost is not null,
        options.KeepsCurrencies || options.ExchangeRates is not null,
        options.Refund is RefundRule.Original,
        options.Columns.FirstSeen is not null,
        options.Contract is not null);
}
