using System.Collections.Generic;

namespace CustomerMetrics.Engine.Statements;

/// <summary>The words that an activity rule allows. A statement has one of these, chosen once.</summary>
internal abstract class StatementWords(PeriodUnit unit)
{
    public string Unit { get; } = PeriodName.Noun(unit);

    public string Units => Unit + "s";

    /// <summary>Whether somebody is a customer at an instant, so that it is known who left, and when.</summary>
    public abstract bool KnowsWhoLeft { get; }

    /// <summary>What makes a customer, as in "there is no purchase".</summary>
    public abstract string Cause { get; }

    /// <summary>As in "first purchase".</summary>
    public string First => "first " + Cause;

    /// <summary>As in "12 bought for the first time".</summary>
    public abstract string CameFirst { get; }

    /// <summary>As in "customers who first bought in January".</summary>
    public abstract string WhoCameFirst { get; }

    /// <summary>As in "nobody bought".</summary>
    public abstract string Absent { get; }

    /// <summary>As in "12 customers bought, for 300", of a period that nobody was in before.</summary>
    public abstract string Came(string customers, string amount);

    /// <summary>That nobody was there before, after a sentence on those who came.</summary>
    public abstract string NobodyBefore(CustomerLedgerEntry entry);

    public abstract string Lost { get; }

    public abstract string Returned { get; }

    public string New => "New";

    public abstract string More { get; }

    public abstract string Less { get; }

    /// <summary>As in "310 of 524 ...".</summary>
    public string LostVerb => Lower(Lost);

    public string ReturnedVerb => Lower(Returned);

    /// <summary>Those who are in a cohort's later period, as in "9 of them bought again".</summary>
    public abstract string Stayed(long count);

    /// <summary>The like of one customer who is not in it.</summary>
    public abstract string NotStayed { get; }

    /// <summary>As in "on average 12% bought again".</summary>
    public abstract string StayedOnAverage { get; }

    public abstract string ShareOfStayed { get; }

    /// <summary>What a cell of the cohorts says.</summary>
    public abstract string CellOfCohort { get; }

    /// <summary>What happened to the customers of the opening, as the lead says it.</summary>
    public abstract string Fate(CustomerLedgerEntry entry);

    /// <summary>Those who came in a period with an opening.</summary>
    public string Arrivals(CustomerLedgerEntry entry)
    {
        var parts = new List<string>(3);
        if (entry.Returned > 0)
        {
            parts.Add(NumberText.Count(entry.Returned) + ReturnedInLead);
        }

        if (entry.New > 0)
        {
            parts.Add(NumberText.Count(entry.New) + NewInLead(entry.New));
        }

        if (entry.Transient > 0)
        {
            parts.Add(NumberText.Count(entry.Transient) + " came and left again");
        }

        return parts.Count > 0 ? List(parts) : NobodyCame;
    }

    /// <summary>Money at one end of a period.</summary>
    public abstract string Money { get; }

    /// <summary>What the money of the lost was, as in "the 12 who left stood for 300".</summary>
    public abstract string LostMoneyVerb { get; }

    /// <summary>As in "spent by new customers".</summary>
    public abstract string MoneyOf { get; }

    /// <summary>As in "spent before by those who bought nothing".</summary>
    public abstract string MoneyBeforeOf { get; }

    /// <summary>Where the opening was, as in "34 customers at the start".</summary>
    public abstract string AtOpening(CustomerLedgerEntry entry);

    /// <summary>Where the close is, after an amount; nothing where the period itself is meant.</summary>
    public abstract string AtClose { get; }

    /// <summary>The customers of the opening, as in "of the 524 who bought in Q2".</summary>
    public abstract string Opening(CustomerLedgerEntry entry);

    /// <summary>When somebody comes back.</summary>
    public abstract string WhenReturned { get; }

    /// <summary>The column of those who are there for no activity in the period.</summary>
    public abstract string Undecided { get; }

    public abstract string UndecidedMeans { get; }

    public abstract string ChurnHeading { get; }

    /// <summary>The rule, as a footnote tells it.</summary>
    public abstract string Rule { get; }

    /// <summary>Over which time money is counted, as in "what those customers' rows come to".</summary>
    public abstract string MoneyMeans { get; }

    /// <summary>What rows that start or lie on or after the as-of date are to the statement.</summary>
    public abstract string Unseen { get; }

    public abstract string CohortRule { get; }

    protected abstract string ReturnedInLead { get; }

    protected abstract string NobodyCame { get; }

    public static StatementWords Of(ActivityRule rule, int? windowDays, ContractRule? contract, PeriodUnit unit) => rule switch
    {
        ActivityRule.Window => new WindowWords(windowDays ?? 0, unit),
        ActivityRule.Contract => new ContractWords(contract ?? new(), unit),
        _ => new PeriodWords(unit),
    };

    public static string Customers(long count) => count == 1 ? "1 customer" : NumberText.Count(count) + " customers";

    public static string Rows(long count) => count == 1 ? "1 row" : NumberText.Count(count) + " rows";

    public static string Days(long count) => count == 1 ? "1 day" : NumberText.Count(count) + " days";

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => string.Join(", ", Head(parts)) + " and " + parts[^1],
    };

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Lower(string label) => label.ToLowerInvariant();

    protected abstract string NewInLead(long count);

    protected static string All(long count) => count == 2 ? "both" : "all " + NumberText.Count(count);

    /// <summary>What happened to the customers at the start of a period, where it is known who left.</summary>
    /// <param name="entry">The period.</param>
    /// <param name="means">What leaving means, after the word.</param>
    protected static string Leaving(CustomerLedgerEntry entry, string means)
    {
        var (opening, lost) = (entry.Opening, entry.Lost);
        return (opening, lost) switch
        {
            (1, 0) => "the one customer stayed",
            (1, _) => "the one customer left" + means,
            (_, 0) => "none of " + NumberText.Count(opening) + " customers left",
            _ when lost == opening => All(opening) + " customers left" + means,
            _ => NumberText.Count(lost) + " of " + NumberText.Count(opening) + " customers left" + means,
        };
    }

    private static IEnumerable<string> Head(IReadOnlyList<string> parts)
    {
        for (var i = 0; i < parts.Count - 1; i++)
        {
            yield return parts[i];
        }
    }
}
