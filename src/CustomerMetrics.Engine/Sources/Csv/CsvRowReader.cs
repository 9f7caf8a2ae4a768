using System;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Currencies;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Parses records into a batch. Each thread has one, with parsers of its own.</summary>
internal sealed class CsvRowReader
{
    private readonly ImportOptions options;
    private readonly CurrencyReader currencies;
    private readonly RowBatch batch;
    private readonly DateParser dates;
    private readonly DateParser optionalDates;
    private readonly TermReader? terms;
    private CsvTableFile file = null!;
    private MappedColumns columns = null!;
    private RecordFingerprint fingerprint = null!;
    private CsvReader reader = null!;
    private bool mayHaveQuotes;
    private Func<long> lineNumber = null!;
    private Func<bool> waitForTurn = null!;

    public CsvRowReader(ImportOptions options, CurrencyReader currencies, RowBatch batch)
    {
        this.options = options;
        this.currencies = currencies;
        this.batch = batch;
        dates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        optionalDates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        Amounts = new AmountParser(options.Culture, options.RoundAmount);
        Costs = new AmountParser(options.Culture, options.RoundAmount);
        terms = options.Contract is null ? null : new TermReader(options.Contract);
    }

    /// <summary>What was read.</summary>
    public RowBatch Batch => batch;

    public AmountParser Amounts { get; }

    public AmountParser Costs { get; }

    /// <param name="file">Where the records come from.</param>
    /// <param name="reader">Reads them.</param>
    /// <param name="mayHaveQuotes">False where it is known that none has a quote.</param>
    /// <param name="lineNumber">The line of the record that the reader stands on, as it counts lines.</param>
    /// <param name="waitForTurn">Returns when all records before have gone to the table; false where these records will not.</param>
    public void Begin(CsvTableFile file, CsvReader reader, bool mayHaveQuotes, Func<long> lineNumber, Func<bool> waitForTurn)
    {
        if (this.file != file)
        {
            fingerprint = new RecordFingerprint(file.Columns.Header, file.FirstHeader);
        }

        this.file = file;
        this.reader = reader;
        this.mayHaveQuotes = mayHaveQuotes;
        this.lineNumber = lineNumber;
        this.waitForTurn = waitForTurn;
        Unterminated = null;
        columns = file.Columns;
    }

    /// <summary>Takes the record that the reader stands on.</summary>
    [MethodImpl(Hot.Path)]
    public void Take()
    {
        batch.Reserve();
        batch.RowsRead++;
        if (!TryRead(out var problem))
        {
            Reject(problem);
            return;
        }

        var row = batch.Count;
        batch.Number[row] = batch.RowsRead;
        batch.DateOrders.Add(dates.Order, batch.RowsRead, batch.Amount[row]);
        if (batch.Amount[row] < 0 && options.Refund is RefundRule.Ignore)
        {
            batch.RefundsIgnored++;
            batch.AmountIgnored += batch.Amount[row];
            return;
        }

        batch.Count++;
    }

    /// <summary>A quote that is never closed. The reader tells of it before it hands out the records before it.</summary>
    public CustomerMetricsException? Unterminated { get; private set; }

    /// <summary>Takes a record with broken quotes, which the reader passes over.</summary>
    public void TakeMalformed(CsvMalformedRecord record)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote)
        {
            Unterminated = CsvFile.Unterminated(file.File.Path, file.LinesBefore + record.LineNumber);
            return;
        }

        batch.RowsRead++;
        batch.Rejected.Add(new(record.LineNumber, CsvFile.Describe(record, file.LinesBefore), null, RejectLog.Cut(record.RawRecord, record.RawRecord.Length)));
    }

    [MethodImpl(Hot.Path)]
    private bool TryRead(out RowProblem problem)
    {
        if (reader.FieldCount != columns.Count)
        {
            problem = new("RowRagged", null, Errors.Invariant($"the row has {reader.FieldCount} fields, the header {columns.Count}"), "A field with a delimiter in it needs quotes; correct the export, or leave such rows out with -BadRow Skip or Report.");
            return false;
        }

        // A field's span lasts until the next field is decoded, so each is taken at once.
        var row = batch.Count;
        var customer = FieldText.Trim(reader.GetSpan(columns.Customer));
        var status = FieldText.Check(customer);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, columns.Header[columns.Customer], FieldText.CustomerMissing);
            return false;
        }

        batch.Customers.Set(row, customer);
        var date = reader.GetSpan(columns.Date);
        status = dates.TryParse(date, out batch.Day[row]);
        if (status is not FieldStatus.Ok)
        {
            problem = dates.Describe(status, date, columns.Header[columns.Date]);
            batch.DateOrders.Add(dates.OrderOfRejected(date), 0, 0);
            return false;
        }

        var currency = 0;
        if (columns.Currency >= 0 && !TryReadCurrency(out currency, out problem))
        {
            return false;
        }

        if (columns.Cost >= 0)
        {
            var cost = reader.GetSpan(columns.Cost);
            status = Costs.TryParse(cost, out batch.Cost![row]);
            if (status is not FieldStatus.Ok)
            {
                problem = Costs.Describe(status, cost, columns.Header[columns.Cost]);
                return false;
            }
        }

        if (columns.FirstSeen >= 0 && !TryReadOptionalDate(columns.FirstSeen, out batch.FirstSeen![row], out problem))
        {
            return false;
        }

        var cancel = TermReader.Open;
        if (terms is not null && (!TryReadOptionalDate(columns.End, out var end, out problem)
            || (columns.Cancel >= 0 && !TryReadOptionalDate(columns.Cancel, out cancel, out problem))
            || !terms.TryEnd(batch.Day[row], end, cancel, columns, out batch.End![row], out problem)))
        {
            return false;
        }

        for (var i = 0; i < batch.Groups.Length; i++)
        {
            var group = FieldText.Trim(reader.GetSpan(columns.Groups[i]));
            status = FieldText.Check(group);
            if (status is not (FieldStatus.Ok or FieldStatus.Missing))
            {
                problem = FieldText.DescribeText(status, columns.Header[columns.Groups[i]]);
                return false;
            }

            batch.Groups[i].Set(row, group);
        }

        var amount = reader.GetSpan(columns.Amount);
        status = Amounts.TryParse(amount, out batch.Amount[row]);
        if (status is not FieldStatus.Ok)
        {
            problem = Amounts.Describe(status, amount, columns.Header[columns.Amount]);
            return false;
        }

        if (terms is not null && !terms.TryNormalise(columns.BillingPeriod < 0 ? [] : reader.GetSpan(columns.BillingPeriod), columns, ref batch.Amount[row], out problem))
        {
            return false;
        }

        if (batch.References is not null && !TryReadReference(out problem))
        {
            return false;
        }

        if (batch.Currency is not null && !TryConvert(currency, out problem))
        {
            return false;
        }

        batch.Fingerprint[row] = fingerprint.Compute(reader, mayHaveQuotes);
        problem = null!;
        return true;
    }

    // An empty field is int.MaxValue.
    private bool TryReadOptionalDate(int column, out int day, out RowProblem problem)
    {
        problem = null!;
        var date = reader.GetSpan(column);
        var status = optionalDates.TryParse(date, out day);
        if (status is FieldStatus.Missing)
        {
            day = int.MaxValue;
        }
        else if (status is not FieldStatus.Ok)
        {
            problem = optionalDates.Describe(status, date, columns.Header[column]);
            return false;
        }

        return true;
    }

    private bool TryReadReference(out RowProblem problem)
    {
        var column = columns.ReferenceOf(batch.Amount[batch.Count]);
        var reference = FieldText.Trim(reader.GetSpan(column));
        if (reference.Length > FieldText.LongestName)
        {
            problem = FieldText.DescribeText(FieldStatus.TooLong, columns.Header[column]);
            return false;
        }

        batch.References!.Set(batch.Count, reference);
        problem = null!;
        return true;
    }

    // Currencies are numbered in the order of the rows: what is seen for the first time waits for its turn.
    private bool TryReadCurrency(out int currency, out RowProblem problem)
    {
        problem = null!;
        if (currencies.TryFind(reader.GetSpan(columns.Currency), out currency))
        {
            return true;
        }

        return waitForTurn() && currencies.TryRead(reader.GetSpan(columns.Currency), columns.Header[columns.Currency], Place, out currency, out problem);
    }

    private bool TryConvert(int currency, out RowProblem problem)
    {
        var row = batch.Count;
        batch.Currency![row] = currency;
        batch.Local![row] = batch.Amount[row];
        problem = null!;
        if (columns.Currency < 0)
        {
            return true;
        }

        var column = columns.Header[columns.Currency];
        if (!currencies.TryConvert(currency, batch.Day[row], ref batch.Amount[row], column, out problem)
            || (batch.Cost is not null && !currencies.TryConvert(currency, batch.Day[row], ref batch.Cost[row], column, out problem)))
        {
            return false;
        }

        batch.ConvertedRows += currencies.IsConverted(currency) ? 1 : 0;
        return true;
    }

    private void Reject(RowProblem problem)
    {
        var raw = reader.RawRecord;
        var record = options.RejectPath is null ? "" : RejectLog.Cut(Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, RejectLog.LongestRecord)]), raw.Length);
        batch.Rejected.Add(new(lineNumber(), problem, reader.FieldCount == columns.Count ? AmountOf() : null, record));
    }

    // The money of a row that is rejected for something else; a foreign amount counts only when it can be converted.
    private long? AmountOf()
    {
        if (new AmountParser(options.Culture, options.RoundAmount).TryParse(reader.GetSpan(columns.Amount), out var units) is not FieldStatus.Ok)
        {
            return null;
        }

        return !currencies.Converts
            || (TryReadCurrency(out var currency, out _)
                && dates.TryParse(reader.GetSpan(columns.Date), out var day) is FieldStatus.Ok
                && currencies.TryConvert(currency, day, ref units, "", out _)) ? units : null;
    }

    private RowPlace Place => file.File.PlaceOf(file.LinesBefore + lineNumber());
}
