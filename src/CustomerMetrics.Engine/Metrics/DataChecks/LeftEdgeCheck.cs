using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>
/// More first rows in the first thirty days than later: many of these customers are probably old ones, whose earlier rows the data lacks.
/// Told when there are at least ten of them, at least twice as many as in thirty later days, in ninety days of data or more.
/// </summary>
internal static class LeftEdgeCheck
{
    private const int EdgeDays = 30;
    private const int ShortestSpan = 90;
    private const int FewestCustomers = 10;
    private const int Times = 2;

    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var body = subject.Stretches.Body;
        var span = body.Rows.Length;
        if (span < ShortestSpan)
        {
            return null;
        }

        var fact = CustomerFacts.LeftEdge(subject.Source, subject.AsOfDay, body.FirstDay + EdgeDays, subject.CancellationToken);
        var later = (double)(fact.Customers - fact.Early) * EdgeDays / (span - EdgeDays);
        if (fact.Early < FewestCustomers || fact.Early < Times * later)
        {
            return null;
        }

        var share = (double)fact.Early / fact.Customers;
        return subject.Finding(
            "LeftEdge",
            DataSeverity.Information,
            fact.Early,
            fact.Amount,
            share,
            fact.Examples,
            Errors.Invariant($"{Words.Of(fact.Early, "customer", "customers")}, {Words.Percent(share)} of all, first appear in the first {EdgeDays} days, against {later:#,0.#} in {EdgeDays} days later on: many may be older than the data."),
            "Do not read the new customers of the first periods as new. An export that starts earlier tells old customers from new ones.");
    }
}
