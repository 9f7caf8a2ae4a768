using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Sql;

/// <summary>The first steps of every fact: the rows of the source as customer, day and units, and of these the ones that are seen.</summary>
internal sealed class RowsSql
{
    /// <summary>The column that counts rows which cannot be read.</summary>
    public const string Unreadable = "unreadable";

    private const string Source = "source_rows";

    private readonly SqlSource source;
    private readonly SqlText text;
    private readonly IReadOnlyList<int> contract;

    /// <param name="source">Where the rows are.</param>
    /// <param name="text">The statement that the steps are for.</param>
    /// <param name="groupBy">The columns of the groups.</param>
    /// <param name="withCost">Whether the fact asks for cost, where there is a column of it.</param>
    /// <param name="withRecord">Whether it asks for all columns, to compare records.</param>
    /// <param name="contractColumn">The column that tells the contracts of a customer apart.</param>
    public RowsSql(SqlSource source, SqlText text, IReadOnlyList<string> groupBy, bool withCost = false, bool withRecord = false, string? contractColumn = null)
    {
        this.source = source;
        this.text = text;
        contract = contractColumn is null ? [] : [Find(contractColumn)];
        Groups = [.. groupBy.Select(Find)];
        if (Groups.GroupBy(group => group).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new CustomerMetricsException("ColumnUsedTwice", FailureKind.InvalidArgument, $"'{source.Schema[twice.Key].Name}' is named twice to group by.", "Name each column once.");
        }

        HasCost = withCost && source.Parts.Cost >= 0;
        Record = withRecord ? [.. Enumerable.Range(0, source.Schema.Count).Select(i => Errors.Invariant($"column{i}"))] : [];
        text.RowStep(Source, string.Join(",\n        ", Columns()), source.From);
        if (HasTerms)
        {
            TermsSql.Write(text, source, withAmount: true);
        }
    }

    /// <summary>The places of the group columns.</summary>
    public IReadOnlyList<int> Groups { get; }

    public bool IsGrouped => Groups.Count > 0;

    public bool HasCost { get; }

    /// <summary>Whether rows have the column "contract".</summary>
    public bool HasContracts => contract.Count > 0;

    /// <summary>The names that all columns of the source have in the steps.</summary>
    public IReadOnlyList<string> Record { get; }

    /// <summary>
    /// Whether rows are marked whose customer has blanks at its ends. They are taken off, but only after the servers of a table have been chosen by all of it.
    /// </summary>
    public bool HasBlanks => source.PerShard && source.Schema[source.Parts.Customer].Type is SqlType.Text or SqlType.Other;

    public bool HasFirstSeen => source.Parts.FirstSeen >= 0;

    private bool HasTerms => source.Contract is not null;

    private bool IsNumber => source.Schema[source.Parts.Amount].Type is SqlType.Exact or SqlType.Integer or SqlType.Double or SqlType.Single;

    private string From => HasTerms ? TermsSql.Step : Source;

    /// <summary>The rows before a day. A row that cannot be read is among them, and marked.</summary>
    /// <param name="name">The name of the step.</param>
    /// <param name="asOf">The first day that is not seen.</param>
    public void Seen(string name, string asOf)
    {
        var filter = source.Refund is RefundRule.Ignore ? " and (amount >= 0 or amount is null)" : "";
        text.InlineStep(name, $"""
            select customer, {BookedDay()} as day, day as own_day, amount, {(HasTerms ? "ends_on, ends_early, end_unreadable, billed" : IsNumber ? "sign" : "amount as sign")}{If(HasCost, ", cost")}{If(IsGrouped, ", grp")}{If(HasContracts, ", contract")}{If(source.Parts.Currency >= 0, ", other_currency")}{string.Concat(Record.Select(column => ", " + column))}{If(HasBlanks, ", has_blanks")},
                case when {string.Join(" or ", Problems())} then 1 else 0 end as unreadable
            from {From}
            where (day < {asOf} or day is null{If(HasBlanks, " or has_blanks = 1")}){filter}
            """);
    }

    /// <summary>The day that each customer is known from, where a column tells it.</summary>
    public void Known()
    {
        if (HasFirstSeen)
        {
            text.Step("known", $"select customer, min(first_seen) as first_seen\nfrom {From}{If(source.Refund is RefundRule.Ignore, "\nwhere amount >= 0")}\ngroup by customer");
        }
    }

    /// <summary>Text that a statement holds only where it is wanted.</summary>
    public static string If(bool isWanted, string text) => isWanted ? text : "";

    /// <summary>The name of the group of a row.</summary>
    private string Group(IReadOnlyList<int> columns)
    {
        var names = columns.Select(column => $"coalesce({source.Sql.Text(source.Column(column), source.Schema[column] is { Type: SqlType.Integer } number ? number with { Type = SqlType.Other, Size = null } : source.Schema[column])}, '(none)')");
        return source.Sql.Concat(names.SelectMany((name, i) => i == 0 ? new[] { name } : ["' | '", name]));
    }

    private IEnumerable<string> Columns()
    {
        var (sql, parts, schema) = (source.Sql, source.Parts, source.Schema);
        yield return sql.Text(source.Column(parts.Customer), schema[parts.Customer]) + " as customer";
        yield return sql.Day(source.Column(parts.Date), schema[parts.Date], source.Zone) + " as day";
        var amount = sql.Units(source.Column(parts.Amount), schema[parts.Amount], source.RoundAmount);
        yield return amount + (HasTerms ? " as billed" : " as amount");
        foreach (var column in HasTerms ? TermsSql.Days(source).Concat(TermsSql.Billing(source)) : [])
        {
            yield return column;
        }

        // As it stands in the table: what is negative is then found by the statistics of the column.
        if (!HasTerms && IsNumber)
        {
            yield return source.Column(parts.Amount) + " as sign";
        }

        if (HasCost)
        {
            yield return sql.Units(source.Column(parts.Cost), schema[parts.Cost], source.RoundAmount) + " as cost";
        }

        if (parts.Currency >= 0)
        {
            yield return $"case when {SourceEdge.CurrencyOf(source)} = {text.Parameter("currency", source.Currency ?? "")} then 0 else 1 end as other_currency";
        }

        if (HasBlanks)
        {
            yield return $"case when {sql.AnyText(source.Column(parts.Customer), schema[parts.Customer])} = {sql.Text(source.Column(parts.Customer), schema[parts.Customer])} then 0 else 1 end as has_blanks";
        }

        if (HasFirstSeen)
        {
            yield return sql.Day(source.Column(parts.FirstSeen), schema[parts.FirstSeen], source.Zone) + " as first_seen";
        }

        if (source.Refund is RefundRule.Original)
        {
            var ofRefund = sql.Text(source.Column(parts.Reference), schema[parts.Reference]);
            var ofSale = parts.Order < 0 ? ofRefund : sql.Text(source.Column(parts.Order), schema[parts.Order]);
            yield return ofRefund + " as reference";
            yield return ofSale + " as sale_reference";
        }

        if (IsGrouped)
        {
            yield return Group(Groups) + " as grp";
        }

        if (HasContracts)
        {
            yield return Group(contract) + " as contract";
        }

        for (var i = 0; i < Record.Count; i++)
        {
            yield return $"{sql.AnyText(source.Column(i), schema[i])} as {Record[i]}";
        }
    }

    private IEnumerable<string> Problems()
    {
        yield return "customer is null or day is null or amount is null";
        if (HasTerms)
        {
            yield return "ends_early = 1 or end_unreadable = 1";
        }

        if (HasCost)
        {
            yield return "cost is null";
        }

        if (source.Parts.Currency >= 0)
        {
            yield return "other_currency = 1";
        }

        if (HasBlanks)
        {
            yield return "has_blanks = 1";
        }
    }

    // The latest sale of the same customer and reference on or before the refund's day; sales of that day are among them.
    private string BookedDay() => source.Refund is RefundRule.Original
        ? """
            case when amount < 0 and reference is not null then coalesce(max(case when amount >= 0 then day end)
                    over (partition by customer, case when amount < 0 then reference else sale_reference end order by day), day) else day end
            """.Trim()
        : "day";

    private int Find(string column)
    {
        for (var i = 0; i < source.Schema.Count; i++)
        {
            if (string.Equals(source.Schema[i].Name, column, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new CustomerMetricsException("GroupColumnUnknown", FailureKind.InvalidArgument, $"The source has no column '{column}'; it has {Errors.List(source.Schema.Select(known => known.Name))}.", "Name one of these.");
    }
}
