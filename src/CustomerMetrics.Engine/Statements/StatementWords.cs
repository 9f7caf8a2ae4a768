using System.Collections.Generic;

namespace CustomerMetrics.Engine.Statements;

/// <summary>
/// The words an activity rule allows. Under the period rule nobody is known to have gone for good, so no word says so.
/// </summary>
internal sealed class StatementWords(ActivityRule rule, int? windowDays, PeriodUnit unit)
{
    public bool IsWindow => rule is ActivityRule.Window;

    public string Unit { get; } = PeriodName.Noun(unit);

    public string Units => Unit + "s";

    public string WindowDays => Days(windowDays ?? 0);

    public string Lost => IsWindow ? "Left" : "Bought nothing";

    public string Returned => IsWindow ? "Came back" : "Bought again";

    public string New => "New";

    /// <summary>As in "310 of 524 ...".</summary>
    public string LostVerb => IsWindow ? "left" : "bought nothing";

    public string Money => IsWindow ? "Spend over " + WindowDays : "Spend";

    /// <summary>Where the opening was, as in "34 customers at the start".</summary>
    public string AtOpening(CustomerLedgerEntry entry) => IsWindow ? "at the start" : PeriodName.InTheOneBefore(entry);

    /// <summary>The customers of the opening, as in "of the 524 who bought in Q2".</summary>
    public string Opening(CustomerLedgerEntry entry) =>
        "the " + NumberText.Count(entry.Opening) + (IsWindow ? " " + AtOpening(entry) : " who bought " + AtOpening(entry));

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

    private static IEnumerable<string> Head(IReadOnlyList<string> parts)
    {
        for (var i = 0; i < parts.Count - 1; i++)
        {
            yield return parts[i];
        }
    }
}
