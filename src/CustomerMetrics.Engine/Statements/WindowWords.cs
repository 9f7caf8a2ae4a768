namespace CustomerMetrics.Engine.Statements;

/// <summary>The words of the rule Window: whoever says "left" says after how many days.</summary>
internal sealed class WindowWords(int windowDays, PeriodUnit unit) : PurchaseWords(unit)
{
    public override bool KnowsWhoLeft => true;

    public override string Lost => "Left";

    public override string Returned => "Came back";

    public override string Money => "Spend over " + WindowDays;

    public override string LostMoneyVerb => "stood for";

    public override string AtClose => " at the end";

    public override string WhenReturned => "after they had left";

    public override string ChurnHeading => "Churn: the share that left";

    public override string Rule => "Activity rule Window: a customer counts at the start of a day with a purchase in the " + WindowDays + " before it. Whoever buys nothing for " + WindowDays
        + " has left; whoever buys again after that came back.";

    public override string MoneyMeans => "what those customers' rows come to in the " + WindowDays + " before";

    public string WindowDays => Days(windowDays);

    protected override string ReturnedInLead => " came back";

    protected override string NobodyCame => "nobody came";

    public override string AtOpening(CustomerLedgerEntry entry) => "at the start";

    public override string Opening(CustomerLedgerEntry entry) => "the " + NumberText.Count(entry.Opening) + " at the start";

    public override string NobodyBefore(CustomerLedgerEntry entry) => "Nobody had bought in the " + WindowDays + " before.";

    public override string Fate(CustomerLedgerEntry entry) => Leaving(entry, " (no purchase for " + WindowDays + ")");

    protected override string NewInLead(long count) => count == 1 ? " was new" : " were new";
}
