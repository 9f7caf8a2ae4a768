using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using CustomerMetrics.Engine.Sources.Currencies;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Rows;

/// <summary>
/// Builds a table from rows of objects. Text goes through the same parsers as CSV fields, so the same rows give the same table by either way.
/// Rows are collected on the caller's thread and parsed on another; a failure comes out with a later row, at the latest when the table is completed.
/// </summary>
internal sealed class RowImporter : IRowImporter
{
    private const int RowsOfCheck = 1 << 13;

    private readonly string name;
    private readonly ImportOptions options;
    private readonly RejectLog rejects;
    private readonly TableBuilder builder;
    private readonly DateParser dates;
    private readonly AmountParser amounts;
    private readonly AmountParser costs;
    private readonly CurrencyReader currencies;
    private readonly TermReader? terms;
    private readonly DateOrderTally dateOrders = new();
    private readonly RowQueue queue;
    private readonly RowShape shape;
    private readonly MemoryGuard memory;
    private MappedColumns? columns;
    private byte[] text = new byte[256];
    private byte[] id = new byte[256];
    private long row;

    public RowImporter(string name, ImportOptions options, MemoryGuard? memory = null)
    {
        this.name = name;
        this.options = options;
        rejects = new RejectLog(options);
        shape = RowShape.Of(options);
        this.memory = memory ?? MemoryGuard.Of(shape);
        builder = new TableBuilder(options);
        dates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        amounts = new AmountParser(options.Culture, options.RoundAmount);
        costs = new AmountParser(options.Culture, options.RoundAmount);
        currencies = new CurrencyReader(options);
        terms = options.Contract is null ? null : new TermReader(options.Contract);
        queue = new RowQueue(Read);
    }

    public bool HasColumns => columns is not null;

    public void Begin(IReadOnlyList<string> columns)
    {
        this.columns = ColumnMapper.Map(columns, options.Columns, options.Contract, name, name);
        currencies.CheckColumns(this.columns, name, name);
        queue.Start(columns.Count);
    }

    public void Add(object?[] values)
    {
        try
        {
            queue.Add(values);
        }
        catch (OutOfMemoryException e)
        {
            throw MemoryGuard.Failure(e);
        }
    }

    public CustomerTable Complete(CancellationToken cancellationToken)
    {
        var parts = columns?.ByPart() ?? new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            queue.Finish();
            return builder.Complete(new TableOrigin(name, name, currencies, dateOrders, parts, amounts.Rounded, costs.Rounded), rejects, cancellationToken);
        }
        catch (OutOfMemoryException e)
        {
            throw MemoryGuard.Failure(e);
        }
    }

    public void Dispose()
    {
        queue.Dispose();
        rejects.Dispose();
        builder.Dispose();
    }

    private void Read(ReadOnlySpan<object?> values)
    {
        row++;
        if (row % RowsOfCheck == 0)
        {
            memory.Check(0, 0, row, builder.Customers.Count);
        }

        var mapped = columns!;
        if (TryAdd(mapped, values, out var problem))
        {
            return;
        }

        var amount = AmountOf(mapped, values);
        var cells = values.ToArray();
        rejects.Add(Place, problem, amount, () =>
        {
            var record = string.Join(options.Delimiter ?? ',', cells.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
            return RejectLog.Cut(record, record.Length);
        });
    }

    // The money of a row that is rejected for something else; a foreign amount counts only when it can be converted.
    private long? AmountOf(MappedColumns mapped, ReadOnlySpan<object?> values)
    {
        var parser = new AmountParser(options.Culture, options.RoundAmount);
        if (!TryReadAmount(parser, values[mapped.Amount], mapped.Amount, out var units, out _))
        {
            return null;
        }

        return !currencies.Converts
            || (currencies.TryRead(FieldValue.ToText(values[mapped.Currency], ref text), "", Place, out var currency, out _)
                && TryReadDate(values[mapped.Date], "", out var day, out _)
                && currencies.TryConvert(currency, day, ref units, "", out _)) ? units : null;
    }

    private RowPlace Place => new(name, name, "row", row);

    private bool TryAdd(MappedColumns mapped, ReadOnlySpan<object?> values, out RowProblem problem)
    {
        var customer = FieldText.Trim(FieldValue.ToText(values[mapped.Customer], ref id));
        var status = FieldText.Check(customer);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, mapped.Header[mapped.Customer], FieldText.CustomerMissing);
            return false;
        }

        if (!TryReadDate(values[mapped.Date], mapped.Header[mapped.Date], out var day, out problem))
        {
            dateOrders.Add(dates.OrderOfRejected(FieldValue.ToText(values[mapped.Date], ref text)), 0, 0);
            return false;
        }

        var order = dates.Order;

        var currency = 0;
        if (mapped.Currency >= 0 && !currencies.TryRead(FieldValue.ToText(values[mapped.Currency], ref text), mapped.Header[mapped.Currency], Place, out currency, out problem))
        {
            return false;
        }

        long cost = 0;
        if (mapped.Cost >= 0 && !TryReadAmount(costs, values[mapped.Cost], mapped.Cost, out cost, out problem))
        {
            return false;
        }

        if (!TryReadOptionalDate(mapped, mapped.FirstSeen, values, out var firstSeen, out problem))
        {
            return false;
        }

        var firstAfter = TermReader.Open;
        if (terms is not null && (!TryReadOptionalDate(mapped, mapped.End, values, out var end, out problem)
            || !TryReadOptionalDate(mapped, mapped.Cancel, values, out var cancel, out problem)
            || !terms.TryEnd(day, end, cancel, mapped, out firstAfter, out problem)))
        {
            return false;
        }

        foreach (var group in mapped.Groups)
        {
            status = FieldText.Check(FieldText.Trim(FieldValue.ToText(values[group], ref text)));
            if (status is not (FieldStatus.Ok or FieldStatus.Missing))
            {
                problem = FieldText.DescribeText(status, mapped.Header[group]);
                return false;
            }
        }

        if (!TryReadAmount(amounts, values[mapped.Amount], mapped.Amount, out var amount, out problem))
        {
            return false;
        }

        if (terms is not null && !terms.TryNormalise(mapped.BillingPeriod < 0 ? [] : FieldValue.ToText(values[mapped.BillingPeriod], ref text), mapped, ref amount, out problem))
        {
            return false;
        }

        if (shape.HasReference && FieldText.Trim(FieldValue.ToText(values[mapped.ReferenceOf(amount)], ref text)).Length > FieldText.LongestName)
        {
            problem = FieldText.DescribeText(FieldStatus.TooLong, mapped.Header[mapped.ReferenceOf(amount)]);
            return false;
        }

        var local = amount;
        if (mapped.Currency >= 0 && (!currencies.TryConvert(currency, day, ref amount, mapped.Header[mapped.Currency], out problem)
            || !currencies.TryConvert(currency, day, ref cost, mapped.Header[mapped.Currency], out problem)))
        {
            return false;
        }

        if (mapped.Currency >= 0)
        {
            currencies.Count(currencies.IsConverted(currency) ? 1 : 0);
        }

        if (!builder.Keeps(amount))
        {
            return true;
        }

        dateOrders.Add(order, row, amount);
        builder.Add(row, customer, day, amount, Fingerprint(values));
        if (mapped.Cost >= 0)
        {
            builder.AddCost(cost);
        }

        if (shape.HasCurrency)
        {
            builder.AddCurrency(currency, local);
        }

        if (shape.HasReference)
        {
            builder.AddReference(FieldText.Trim(FieldValue.ToText(values[mapped.ReferenceOf(local)], ref text)));
        }

        if (shape.HasFirstSeen)
        {
            builder.AddFirstSeen(firstSeen);
        }

        if (shape.HasEnd)
        {
            builder.AddEnd(firstAfter);
        }

        for (var i = 0; i < mapped.Groups.Count; i++)
        {
            builder.AddGroup(i, FieldText.Trim(FieldValue.ToText(values[mapped.Groups[i]], ref text)));
        }

        return true;
    }

    // An empty field, or no such column, is int.MaxValue.
    private bool TryReadOptionalDate(MappedColumns mapped, int column, ReadOnlySpan<object?> values, out int day, out RowProblem problem)
    {
        if (column < 0 || IsEmpty(values[column]))
        {
            day = int.MaxValue;
            problem = null!;
            return true;
        }

        return TryReadDate(values[column], mapped.Header[column], out day, out problem);
    }

    private static bool IsEmpty(object? value) => value is null || (value is string written && string.IsNullOrWhiteSpace(written));

    private bool TryReadDate(object? value, string column, out int day, out RowProblem problem) => FieldValue.TryReadDate(dates, value, column, ref text, out day, out problem);

    private bool TryReadAmount(AmountParser parser, object? value, int column, out long units, out RowProblem problem) => FieldValue.TryReadAmount(parser, value, columns!.Header[column], ref text, out units, out problem);

    private uint Fingerprint(ReadOnlySpan<object?> values)
    {
        uint hash = 17;
        foreach (var value in values)
        {
            hash = (hash * 0x9E3779B1) ^ ByteHash.Compute(MemoryMarshal.AsBytes(ToWholeText(value)));
        }

        return hash;
    }

    // The usual text of a date leaves out its fractions of a second and its kind, in which two sales may differ. All other values are whole in theirs.
    private static ReadOnlySpan<char> ToWholeText(object? value) => value switch
    {
        string written => written,
        DateTime or DateTimeOffset or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
