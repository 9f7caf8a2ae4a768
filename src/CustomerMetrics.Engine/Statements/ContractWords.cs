namespace CustomerMetrics.Engine.Statements;

/// <summary>The words of subscriptions: a paid term says until when somebody is a customer, and what is paid a month.</summary>
internal sealed class ContractWords(ContractRule rule, PeriodUnit unit) : StatementWords(unit)
{
    public override bool KnowsWhoLeft => true;

    public override string Cause => "subscription";

    public override string CameFirst => "subscribed for the first time";

    public override string WhoCameFirst => "who first subscribed";

    public override string Absent => "nobody had a paid subscription";

    public override string Lost => "Left";

    public override string Returned => "Came back";

    public override string More => "Paying more";

    public override string Less => "Paying less";

    public override string NotStayed => "was gone";

    public override string StayedOnAverage => "were still there";

    public override string ShareOfStayed => "Share still there";

    public override string CellOfCohort => "who were there at the end of that later " + Unit + ", whatever they did in between";

    public override string Money => "Monthly revenue";

    public override string LostMoneyVerb => "had paid";

    public override string MoneyOf => "Paid a month by ";

    public override string MoneyBeforeOf => "Paid a month before by ";

    public override string AtClose => " at the end";

    public override string WhenReturned => "after they had left";

    public override string Undecided => "Grace still running";

    public override string UndecidedMeans => "what they paid for has ended, the " + Days(rule.GraceDays) + " of grace have not, so they are in the closing as yet";

    public override string ChurnHeading => "Churn: the share that left";

    public override string Rule => "Activity rule Contract: a customer counts while a paid term runs, and has left " + LossDay + ". "
        + (rule.GraceDays == 0
            ? "There is no grace: whoever starts a new term after a gap had left and came back."
            : "A gap of at most " + Days(rule.GraceDays) + " between two terms is bridged (grace); whoever starts a new term after a longer one had left and came back.")
        + " A change of plan is a change of money and no loss. " + (rule.IncludesFree ? "A term of zero, such as a trial, makes a customer too; " : "A term of zero, such as a trial, makes no customer; ")
        + "an amount below zero, such as a discount, lowers the money of the terms beside it.";

    public override string MoneyMeans => "what the running terms come to in a month, at the start or the end of the " + Unit + "; terms of other lengths are divided (a year's amount by 12)";

    public override string Unseen => "terms that start on or after that date are not seen, and what ends on or after it has not ended";

    public override string CohortRule => "Somebody counts in a later " + Unit + " who is there at its end";

    protected override string ReturnedInLead => " came back";

    protected override string NobodyCame => "nobody came";

    private string LossDay => rule.LossDate is LossDate.Cancel
        ? "on the day of the cancellation, or at the end of what is paid where that comes before"
        : "on the day what is paid for ends, not on that of a cancellation";

    public override string Came(string customers, string amount) => customers + " came, paying " + amount + " a month";

    public override string Stayed(long count) => count == 1 ? "was still there" : "were still there";

    public override string AtOpening(CustomerLedgerEntry entry) => "at the start";

    public override string Opening(CustomerLedgerEntry entry) => "the " + NumberText.Count(entry.Opening) + " at the start";

    public override string NobodyBefore(CustomerLedgerEntry entry) => "Nobody was there at the start.";

    public override string Fate(CustomerLedgerEntry entry) => Leaving(entry, "");

    protected override string NewInLead(long count) => count == 1 ? " was new" : " were new";
}
