namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Refunds that give back more than is left of the customer's sales up to that day.</summary>
internal static class RefundAboveSalesCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var fact = subject.Refunds;
        var found = fact.AboveSales;
        return found.Count == 0 ? null : subject.Finding(
            "RefundAboveSales",
            DataEdge.SeverityOf(found.Count, fact.AboveSalesEarly),
            found,
            (double)found.Count / fact.Refunds,
            Errors.Invariant($"{found.Count:#,0} of {Words.Refunds(fact.Refunds)} {(found.Count == 1 ? "gives" : "give")} back more than the customer has paid so far, {Words.Money(fact.Excess)} more in all.") + DataEdge.Describe(fact.AboveSalesEarly),
            "Look for refunds booked twice, in another currency or without a decimal point, and for sales that the export lacks. Small differences are often shipping or fees.");
    }
}
