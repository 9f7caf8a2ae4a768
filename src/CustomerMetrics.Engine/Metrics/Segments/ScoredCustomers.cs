using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>Customers with their scores, and the rules that name these.</summary>
internal sealed record ScoredCustomers(SegmentCustomers Customers, SegmentScores Scores, SegmentRules Rules)
{
    /// <summary>How many customers no rule fits, where there are rules.</summary>
    public int Others { get; } = Rules.Rules.Count == 0 ? 0 : Enumerable.Range(0, Customers.Count).Count(i => Rules.RuleOf(Place(Scores, Rules, i)) < 0);

    public int PlaceOf(int customer) => Place(Scores, Rules, customer);

    private static int Place(SegmentScores scores, SegmentRules rules, int customer) => rules.PlaceOf(scores.R[customer], scores.F[customer], scores.M[customer]);
}
