using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Ids that differ from another only by case or blanks: probably one customer counted as two.</summary>
internal static class IdVariantCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var fact = CustomerFacts.IdVariants(subject.Source, subject.AsOfDay, subject.CancellationToken);
        return fact.Surplus == 0 ? null : subject.Finding(
            "IdVariant",
            DataSeverity.Warning,
            fact.Surplus,
            fact.Amount,
            (double)fact.Surplus / fact.Customers,
            fact.Examples,
            Errors.Invariant($"{Words.Ids(fact.Surplus)} of {fact.Customers:#,0} {(fact.Surplus == 1 ? "differs" : "differ")} from another only by case or blanks, with {Words.Rows(fact.Rows)}: probably customers counted twice."),
            "Write each id one way at its origin. Some systems tell ids apart by case (15-character Salesforce ids do): then export an id that does not depend on it.");
    }
}
