namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Refunds of customers who have bought nothing up to that day.</summary>
internal static class RefundWithoutSaleCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var fact = subject.Refunds;
        var found = fact.WithoutSale;
        return found.Count == 0 ? null : subject.Finding(
            "RefundWithoutSale",
            DataEdge.SeverityOf(found.Count, fact.WithoutSaleEarly),
            found,
            (double)found.Count / fact.Refunds,
            Errors.Invariant($"{found.Count:#,0} of {Words.Refunds(fact.Refunds)} {(found.Count == 1 ? "has" : "have")} no sale of the customer before them.") + DataEdge.Describe(fact.WithoutSaleEarly),
            "Check that the export holds all sales, and that sales and refunds have the same customer ids. An older start of the export settles those at the beginning.");
    }
}
