namespace CustomerMetrics.Engine.Statements;

/// <summary>The words of the rule Period, under which nobody is known to have gone for good, so no word says so.</summary>
internal sealed class PeriodWords(PeriodUnit unit) : PurchaseWords(unit)
{
    public override bool KnowsWhoLeft => false;

    public override string Lost => "Bought nothing";

    public override string Returned => "Bought again";

    public override string Money => "Spend";

    public override string LostMoneyVerb => "had spent";

    public override string AtClose => "";

    public override string WhenReturned => "after a pause";

    public override string ChurnHeading => "Churn: the share that bought nothing";

    public override string Rule => "Activity rule Period: a customer counts in a " + Unit + " with at least one purchase in it; the opening are those of the " + Unit
        + " before. \"Bought nothing\" tells about one " + Unit + " only: a customer who bought nothing in it may well buy again.";

    public override string MoneyMeans => "what those customers' rows come to in the " + Unit;

    protected override string ReturnedInLead => " bought again after a pause";

    protected override string NobodyCame => "nobody bought for the first time or after a pause";

    public override string AtOpening(CustomerLedgerEntry entry) => PeriodName.InTheOneBefore(entry);

    public override string Opening(CustomerLedgerEntry entry) => "the " + NumberText.Count(entry.Opening) + " who bought " + AtOpening(entry);

    public override string NobodyBefore(CustomerLedgerEntry entry) => "Nobody had bought " + AtOpening(entry) + ".";

    public override string Fate(CustomerLedgerEntry entry)
    {
        var (opening, lost) = (entry.Opening, entry.Lost);
        var who = " who bought " + AtOpening(entry);
        return (opening, lost) switch
        {
            (1, 0) => "the one customer" + who + " bought again",
            (1, _) => "the one customer" + who + " bought nothing",
            (_, 0) => All(opening) + who + " bought again",
            _ when lost == opening => All(opening) + who + " bought nothing",
            _ => NumberText.Count(lost) + " of the " + NumberText.Count(opening) + who + " bought nothing",
        };
    }

    protected override string NewInLead(long count) => " bought for the first time";
}
