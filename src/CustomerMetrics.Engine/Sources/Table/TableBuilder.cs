using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Currencies;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>Takes rows one by one, whoever read them, and makes the table of them.</summary>
internal sealed class TableBuilder : IDisposable
{
    // The arrays of the sorted table hold one element a row.
    private const long MaxRows = 0x7FFFFFC7;

    private readonly ImportOptions options;
    private readonly List<int>? firstSeen;
    private readonly UnsortedRows rows;
    private int latest;
    private long refundsIgnored;
    private Int128 amountIgnored;

    public TableBuilder(ImportOptions options)
    {
        this.options = options;
        Groups = [.. options.Columns.Groups.Select(_ => new NameTable())];
        var shape = RowShape.Of(options);
        rows = new UnsortedRows(shape);
        firstSeen = shape.HasFirstSeen ? [] : null;
    }

    public NameTable Customers { get; } = new();

    public NameTable[] Groups { get; }

    /// <summary>The orders that refunds are matched by.</summary>
    public NameTable References { get; } = new();

    /// <summary>Rows taken, the ignored refunds among them.</summary>
    public long Rows { get; private set; }

    /// <param name="number">The row's number among all that were read, from one on.</param>
    /// <param name="customer">The trimmed id.</param>
    /// <param name="day">The day number.</param>
    /// <param name="amount">Units.</param>
    /// <param name="fingerprint">A hash of the whole record.</param>
    public void Add(long number, ReadOnlySpan<byte> customer, int day, long amount, uint fingerprint)
    {
        rows.Numbers.Add(number);
        latest = Customers.GetOrAdd(customer);
        rows.Customer.Add(latest);
        rows.Day.Add(day);
        rows.Amount.Add(amount);
        rows.Fingerprint.Add(fingerprint);
    }

    public void AddCost(long cost) => rows.Cost!.Add(cost);

    public void AddGroup(int group, ReadOnlySpan<byte> name) => rows.Groups[group].Add(Groups[group].GetOrAdd(name));

    public void AddCurrency(int code, long local)
    {
        rows.Currency!.Add(code);
        rows.Local!.Add(local);
    }

    /// <summary>The order of a sale, or the one that a refund takes back; it may be empty.</summary>
    public void AddReference(ReadOnlySpan<byte> order) => rows.Reference!.Add(order.IsEmpty ? -1 : References.GetOrAdd(order));

    /// <summary>The day that the customer of the latest row is known from; the earliest counts.</summary>
    public void AddFirstSeen(int day) => See(latest, day);

    /// <summary>The first day after a term.</summary>
    public void AddEnd(int day) => rows.End!.Add(day);

    /// <summary>Takes the rows of a batch, which has left out those that are not kept.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="before">How many rows were read before the batch.</param>
    [MethodImpl(Hot.Path)]
    public void Add(RowBatch batch, long before)
    {
        var count = batch.Count;
        Rows += count + batch.RefundsIgnored;
        refundsIgnored += batch.RefundsIgnored;
        amountIgnored += batch.AmountIgnored;
        CheckRows();
        AddNumbers(batch, before);
        var numbers = batch.Customers.Number(count);
        rows.Customer.Add(numbers);
        rows.Day.Add(batch.Day.AsSpan(0, count));
        rows.Amount.Add(batch.Amount.AsSpan(0, count));
        rows.Fingerprint.Add(batch.Fingerprint.AsSpan(0, count));
        rows.Cost?.Add(batch.Cost.AsSpan(0, count));
        rows.Currency?.Add(batch.Currency.AsSpan(0, count));
        rows.Local?.Add(batch.Local.AsSpan(0, count));
        rows.End?.Add(batch.End.AsSpan(0, count));
        rows.Reference?.Add(batch.References!.Number(count));
        for (var group = 0; group < Groups.Length; group++)
        {
            rows.Groups[group].Add(batch.Groups[group].Number(count));
        }

        for (var row = 0; row < count && firstSeen is not null; row++)
        {
            See(numbers[row], batch.FirstSeen![row]);
        }
    }

    private void AddNumbers(RowBatch batch, long before)
    {
        if (batch.Count > 0 && batch.Count == batch.RowsRead)
        {
            rows.Numbers.Add(before + 1, batch.Count);
            return;
        }

        foreach (var number in batch.Number.AsSpan(0, batch.Count))
        {
            rows.Numbers.Add(before + number);
        }
    }

    /// <summary>Whether a row is kept; counts it either way. Asked before the row is added.</summary>
    public bool Keeps(long amount)
    {
        Rows++;
        if (amount < 0 && options.Refund is RefundRule.Ignore)
        {
            refundsIgnored++;
            amountIgnored += amount;
            return false;
        }

        CheckRows();
        return true;
    }

    private void CheckRows()
    {
        if (Rows - refundsIgnored > MaxRows)
        {
            throw new CustomerMetricsException("TooManyRows", FailureKind.LimitExceeded, Errors.Invariant($"A table in memory holds at most {MaxRows:#,0} rows."), "Split the data by date.");
        }
    }

    // Customers are numbered as they come.
    private void See(int customer, int day)
    {
        if (customer == firstSeen!.Count)
        {
            firstSeen.Add(day);
        }
        else
        {
            firstSeen[customer] = Math.Min(firstSeen[customer], day);
        }
    }

    public CustomerTable Complete(TableOrigin origin, RejectLog rejects, CancellationToken cancellationToken)
    {
        if (Rows + rejects.Rows == 0)
        {
            throw new CustomerMetricsException("NoRows", FailureKind.InvalidData, $"{origin.Name}: there are no rows.", "Check the export; a header alone tells nothing about customers.", origin.Target);
        }

        if (Rows == 0)
        {
            rejects.Commit();
            throw new CustomerMetricsException("AllRowsRejected", FailureKind.InvalidData, $"{origin.Name}: every row was rejected. The first: {rejects.First}.", $"Probably a column or a format is named wrongly: check {(options.Contract is null ? "-DateColumn" : "-StartColumn, -EndColumn")}, -DateFormat, -Culture and -Delimiter.", origin.Target);
        }

        var sorter = new RowSorter(rows, Customers.Count, cancellationToken);
        sorter.FindDuplicates(options.DropDuplicate);
        Customers.Freeze();
        Array.ForEach(Groups, group => group.Freeze());
        var columns = sorter.ToColumns(Customers, [.. options.Columns.Groups.Zip(Groups)], origin.Currencies.Names) with { FirstSeen = firstSeen?.ToArray() };
        columns = origin.Currencies.Names.Count > 1 || origin.Currencies.ConvertedRows > 0 ? columns : columns with { Currency = null };
        var asOf = options.AsOf is { } given ? PeriodCalendar.Day(given) : DefaultAsOf(columns);
        var refunds = sorter.References is { } sorted ? RefundMatcher.Match(columns, sorted, asOf, cancellationToken) : null;
        var summary = TableSummary.Of(columns, asOf, cancellationToken);
        var warnings = Warnings(rejects.Warning(Rows + rejects.Rows), summary, asOf).Concat(origin.Currencies.Warnings());
        CustomerTable table = options.Contract is null
            ? Transactions(origin, rejects, sorter, columns, refunds, summary, asOf, [.. warnings, .. Warnings(refunds)])
            : Terms(origin, rejects, sorter, columns, options.Contract, summary, asOf, [.. warnings]);
        rejects.Commit();
        return table;
    }

    public void Dispose() => rows.Dispose();

    private ColumnTable Transactions(TableOrigin origin, RejectLog rejects, RowSorter sorter, RowColumns columns, RefundMatcher? refunds, TableSummary summary, int asOf, string[] warnings) => new()
    {
        Data = refunds?.Columns ?? columns,
        DateOrders = origin.DateOrders,
        Name = origin.Name,
        AsOf = PeriodCalendar.Date(asOf),
        TimeZone = options.TimeZone.Id,
        Currency = origin.Currencies.Name,
        Refund = options.Refund,
        GroupColumns = options.Columns.Groups.ToArray(),
        RowsRead = Rows + rejects.Rows,
        Rows = summary.Rows,
        Customers = summary.Customers,
        FirstDate = summary.Rows == 0 ? null : PeriodCalendar.Date(summary.FirstDay),
        LastDate = summary.Rows == 0 ? null : PeriodCalendar.Date(summary.LastDay),
        Amount = Money.ToDecimal(summary.Sales + summary.Refunds),
        Sales = Money.ToDecimal(summary.Sales),
        Refunds = Money.ToDecimal(summary.Refunds),
        RefundRows = summary.RefundRows,
        ZeroRows = summary.ZeroRows,
        Cost = columns.Cost is null ? null : Money.ToDecimal(summary.Cost),
        RejectedRows = rejects.Rows,
        RejectedAmount = Money.ToDecimal(rejects.Amount),
        RejectedWithoutAmount = rejects.WithoutAmount,
        DuplicateRows = sorter.DuplicateRows,
        DuplicateAmount = Money.ToDecimal(sorter.DuplicateAmount),
        DuplicatesDropped = options.DropDuplicate,
        RowsAfterAsOf = summary.RowsAfterAsOf,
        AmountAfterAsOf = Money.ToDecimal(summary.AmountAfterAsOf),
        RefundsIgnored = refundsIgnored,
        AmountIgnored = Money.ToDecimal(amountIgnored),
        RefundsMatched = refunds?.Matched ?? 0,
        AmountMatched = Money.ToDecimal(refunds?.AmountMatched ?? 0),
        RefundsUnmatched = refunds?.Unmatched ?? 0,
        AmountUnmatched = Money.ToDecimal(refunds?.AmountUnmatched ?? 0),
        ConvertedRows = origin.Currencies.ConvertedRows,
        RoundedRows = origin.Amounts.Rows,
        RoundedDifference = origin.Amounts.Difference,
        RoundedCosts = origin.Costs.Rows,
        RoundedCostDifference = origin.Costs.Difference,
        Columns = origin.Columns,
        Culture = CultureName,
        Warnings = warnings,
    };

    private TermTable Terms(TableOrigin origin, RejectLog rejects, RowSorter sorter, RowColumns columns, ContractRule contract, TableSummary summary, int asOf, string[] warnings)
    {
        var kinds = TermKinds.Of(columns, asOf);
        return new()
        {
            Data = columns,
            Contract = contract,
            Name = origin.Name,
            AsOf = PeriodCalendar.Date(asOf),
            TimeZone = options.TimeZone.Id,
            Currency = origin.Currencies.Name,
            Refund = options.Refund,
            GroupColumns = options.Columns.Groups.ToArray(),
            RowsRead = Rows + rejects.Rows,
            Rows = summary.Rows,
            Customers = summary.Customers,
            FirstDate = summary.Rows == 0 ? null : PeriodCalendar.Date(summary.FirstDay),
            LastDate = summary.Rows == 0 ? null : PeriodCalendar.Date(summary.LastDay),
            OpenRows = kinds.Open,
            FreeRows = summary.ZeroRows,
            CreditRows = summary.RefundRows,
            EmptyRows = kinds.Empty,
            RejectedRows = rejects.Rows,
            RejectedAmount = Money.ToDecimal(rejects.Amount),
            RejectedWithoutAmount = rejects.WithoutAmount,
            DuplicateRows = sorter.DuplicateRows,
            DuplicateAmount = Money.ToDecimal(sorter.DuplicateAmount),
            DuplicatesDropped = options.DropDuplicate,
            RowsAfterAsOf = summary.RowsAfterAsOf,
            AmountAfterAsOf = Money.ToDecimal(summary.AmountAfterAsOf),
            ConvertedRows = origin.Currencies.ConvertedRows,
            RoundedRows = origin.Amounts.Rows,
            RoundedDifference = origin.Amounts.Difference,
            Columns = origin.Columns,
            Culture = CultureName,
            Warnings = warnings,
        };
    }

    private string CultureName => options.Culture is { Name.Length: > 0 } culture ? culture.Name : "invariant";

    private IEnumerable<string> Warnings(string? rejected, TableSummary summary, int asOf)
    {
        if (rejected is not null)
        {
            yield return rejected;
        }

        if (options.AsOf is null && summary.RowsAfterAsOf > 0)
        {
            yield return options.Contract is not null
                ? Errors.Invariant($"{summary.RowsAfterAsOf:#,0} {(summary.RowsAfterAsOf == 1 ? "term starts" : "terms start")} in the future and {(summary.RowsAfterAsOf == 1 ? "is" : "are")} not seen: the as-of date is {PeriodCalendar.Date(asOf):yyyy-MM-dd}.")
                : Errors.Invariant($"{summary.RowsAfterAsOf:#,0} {(summary.RowsAfterAsOf == 1 ? "row is" : "rows are")} dated in the future and not seen: the as-of date is {PeriodCalendar.Date(asOf):yyyy-MM-dd}. Correct their dates, or set -AsOf.");
        }
    }

    private static IEnumerable<string> Warnings(RefundMatcher? refunds)
    {
        if (refunds is { Unmatched: > 0 })
        {
            yield return Errors.Invariant($"{refunds.Unmatched:#,0} of {refunds.Matched + refunds.Unmatched:#,0} refunds, {Money.ToDecimal(refunds.AmountUnmatched):#,0.00##} in money, have no sale of the same customer and reference on or before their day. They lower money on their own date.");
        }
    }

    // The day after the last row, the end of a term among them where it has one; but what lies in the future does not move it past tomorrow.
    [MethodImpl(Hot.Path)]
    private int DefaultAsOf(RowColumns columns)
    {
        var tomorrow = PeriodCalendar.Day(options.Tomorrow);
        var last = -1;
        foreach (var day in columns.Day.AsSpan(0, columns.Start[^1]))
        {
            last = Math.Max(last, day);
        }

        foreach (var end in columns.End.AsSpan(0, columns.End is null ? 0 : columns.Start[^1]))
        {
            last = Math.Max(last, end == TermReader.Open ? -1 : Math.Min(end, tomorrow));
        }

        return last < 0 ? tomorrow : Math.Min(last + 1, tomorrow);
    }
}

/// <summary>What a table tells of where it came from.</summary>
internal sealed record TableOrigin(string Name, string Target, CurrencyReader Currencies, DateOrderTally DateOrders, IReadOnlyDictionary<string, string> Columns, Rounding Amounts, Rounding Costs);
