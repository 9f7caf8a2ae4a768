using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// How one kind of SQL differs: quoting, the reading of a customer, a day and an amount, and the arithmetic of days and of exact sums. All else that facts
/// are written in is common to all kinds: steps (WITH), CASE, window functions and UNION ALL.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>The characters that are taken off both ends of ids and groups, by their codes.</summary>
    protected static readonly int[] Blanks = [' ', '\t', '\r', '\n'];

    public abstract SqlDialectName Name { get; }

    public virtual string WithRecursive => "with recursive";

    /// <summary>What a statement with a recursive step ends with.</summary>
    public virtual string RecursionOption => "";

    /// <summary>What stands before a step that is not to be put down in between.</summary>
    public virtual string Inline => "";

    /// <summary>What makes a planner put a step down once.</summary>
    public virtual string Kept => "";

    /// <summary>What stands before the step that reads the rows of the source.</summary>
    public virtual string Rows => Inline;

    /// <summary>What a step ends with whose columns the planner should take as they are, and not guess at how they were made.</summary>
    public virtual string Fence => "";

    public abstract string Quote(string identifier);

    /// <summary>What an id, a group or a reference reads as: text without blanks at its ends, compared binary; null when empty.</summary>
    public abstract string Text(string value, SqlColumn column);

    /// <summary>The number of the day in the reporting zone, 0001-01-01 being 0; null when the value is no date.</summary>
    public abstract string Day(string value, SqlColumn column, TimeZoneInfo zone);

    /// <summary>Whether there is something to be a day.</summary>
    public virtual string IsGiven(string value, SqlColumn column) => column.Type is SqlType.Date or SqlType.DateTime or SqlType.Instant ? $"{value} is not null" : $"{Text(value, column)} is not null";

    /// <summary>The amount in units of 1/10,000; null when the value is no amount, or has more decimals and may not be rounded.</summary>
    public abstract string Units(string value, SqlColumn column, bool round);

    /// <summary>The number of the period that a day is in, as <see cref="Calendar.PeriodCalendar"/> counts them.</summary>
    public string PeriodOf(string day, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => day,
        PeriodUnit.Week => $"{day} / 7",
        PeriodUnit.Month => $"{YearOf(day)} * 12 + {MonthOf(day)} - 1",
        PeriodUnit.Quarter => $"{YearOf(day)} * 4 + ({MonthOf(day)} - 1) / 3",
        _ => YearOf(day),
    };

    /// <summary>The first day of a period.</summary>
    public string StartOf(string period, PeriodUnit unit) => unit switch
    {
        PeriodUnit.Day => period,
        PeriodUnit.Week => $"({period}) * 7",
        PeriodUnit.Month => FirstDayOf($"({period}) / 12", $"({period}) % 12 + 1"),
        PeriodUnit.Quarter => FirstDayOf($"({period}) / 4", $"({period}) % 4 * 3 + 1"),
        _ => FirstDayOf(period, "1"),
    };

    /// <summary>From 1 on.</summary>
    public abstract string DayOfMonth(string day);

    /// <summary>The sum of counts, or of the units of one customer, which stays within 64 bits.</summary>
    public virtual string Sum(string value) => $"sum({value})";

    /// <summary>The sum of units over customers.</summary>
    public virtual string TotalSum(string value) => $"sum({value})";

    /// <summary>A count of rows or customers.</summary>
    public virtual string Count => "count(*)";

    /// <summary>The weights of the parts of a sum of products.</summary>
    public IReadOnlyList<BigInteger> ProductWeights => [.. SumOfProducts("a", "b").Select(part => part.Weight)];

    /// <summary>
    /// The exact sum of products of two columns, in parts: each an expression and the weight that it is added with. Where there are integers of 64 bits
    /// only, a product is put together from several.
    /// </summary>
    public abstract IReadOnlyList<WeightedSum> SumOfProducts(string a, string b);

    /// <summary>A number beyond 64 bits as text, so that every driver can tell it.</summary>
    public abstract string NumberAsText(string value);

    public abstract string Concat(IEnumerable<string> values);

    public virtual string Upper(string value) => $"upper({value})";

    /// <summary>Whole thousandths of the natural logarithm of a number from one on.</summary>
    public abstract string LogarithmStep(string value);

    /// <summary>A value of any type as text that tells different values apart.</summary>
    public abstract string AnyText(string value, SqlColumn column);

    protected abstract string YearOf(string day);

    protected abstract string MonthOf(string day);

    protected abstract string FirstDayOf(string year, string month);

    /// <summary>A text literal of ours.</summary>
    protected static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    protected static string Functions(string function, string separator) => string.Join(separator, Blanks.Select(code => Errors.Invariant($"{function}({code})")));
}

/// <summary>A part of an exact sum, and what it counts for.</summary>
internal sealed record WeightedSum(string Expression, BigInteger Weight);
