namespace CustomerMetrics.Engine.Statements;

/// <summary>What is said of customers who are told by their purchases, whatever the rule.</summary>
internal abstract class PurchaseWords(PeriodUnit unit) : StatementWords(unit)
{
    public sealed override string Cause => "purchase";

    public sealed override string CameFirst => "bought for the first time";

    public sealed override string WhoCameFirst => "who first bought";

    public sealed override string Absent => "nobody bought";

    public sealed override string More => "Spent more";

    public sealed override string Less => "Spent less";

    public sealed override string NotStayed => "bought nothing";

    public sealed override string StayedOnAverage => "bought again";

    public sealed override string ShareOfStayed => "Share that bought again";

    public sealed override string CellOfCohort => "who bought in that later " + Unit + ", whatever they did in between";

    public sealed override string MoneyOf => "Spent by ";

    public sealed override string MoneyBeforeOf => "Spent before by ";

    public sealed override string Undecided => "No purchase";

    public sealed override string UndecidedMeans => "in the closing without a purchase in the " + Unit;

    public sealed override string Unseen => "rows on or after that date are not seen";

    public sealed override string CohortRule => "It follows purchases alone, whatever the activity rule";

    public sealed override string Came(string customers, string amount) => customers + " bought, for " + amount;

    public sealed override string Stayed(long count) => "bought again";
}
