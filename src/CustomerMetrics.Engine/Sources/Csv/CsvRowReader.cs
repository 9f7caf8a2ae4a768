using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using CsvHelper;
using CustomerMetrics.Engine.Sources.Currencies;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Turns CSV files into batches of parsed rows. Runs on one thread, and owns the parsers and the reject log while it runs.</summary>
internal sealed class CsvRowReader
{
    private readonly ImportOptions options;
    private readonly RejectLog rejects;
    private readonly BatchQueue queue;
    private readonly DateParser dates;
    private readonly DateParser optionalDates;
    private readonly TermReader? terms;
    private long taken;

    public CsvRowReader(ImportOptions options, RejectLog rejects, BatchQueue queue)
    {
        this.options = options;
        this.rejects = rejects;
        this.queue = queue;
        dates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        optionalDates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        Amounts = new AmountParser(options.Culture, options.RoundAmount);
        Costs = new AmountParser(options.Culture, options.RoundAmount);
        Currencies = new CurrencyReader(options);
        terms = options.Contract is null ? null : new TermReader(options.Contract);
    }

    public AmountParser Amounts { get; }

    public AmountParser Costs { get; }

    public CurrencyReader Currencies { get; }

    public DateOrderTally DateOrders { get; } = new();

    /// <summary>The columns of the first file.</summary>
    public MappedColumns? Columns { get; private set; }

    public void Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var batch = queue.Rent(cancellationToken);
        foreach (var path in paths)
        {
            CsvFile? opened = null;
            using var file = CsvFile.Open(path, options, record => OnMalformed(path, record, opened, cancellationToken));
            opened = file;
            var columns = ColumnMapper.Map(file.Header, options.Columns, options.Contract, file.Name, file.Path);
            Currencies.CheckColumns(columns, file.Name, file.Path);
            var fingerprint = new RecordFingerprint(columns.Header, Columns?.Header ?? columns.Header);
            Columns ??= columns;
            while (file.Read())
            {
                if (!TryRead(file, columns, fingerprint, batch, out var problem))
                {
                    Reject(file, columns, problem);

                    // A file of nothing but bad rows fills no batch, and must still be stoppable.
                    cancellationToken.ThrowIfCancellationRequested();
                    continue;
                }

                var number = ++taken + rejects.Rows;
                batch.Number[batch.Count] = number;
                DateOrders.Add(dates.Order, number, batch.Amount[batch.Count]);
                batch.Count++;
                if (batch.IsFull)
                {
                    batch = Send(batch, file, cancellationToken);
                }
            }

            // Each file ends its batch, so that progress arrives at its last byte.
            batch = Send(batch, file, cancellationToken);
        }
    }

    private RowBatch Send(RowBatch batch, CsvFile file, CancellationToken cancellationToken)
    {
        batch.Progress = new ImportProgress(file.Name, file.Position, file.Length, 0);
        queue.Send(batch, cancellationToken);
        return queue.Rent(cancellationToken);
    }

    private bool TryRead(CsvFile file, MappedColumns columns, RecordFingerprint fingerprint, RowBatch batch, out RowProblem problem)
    {
        var reader = file.Reader;
        if (reader.FieldCount != columns.Count)
        {
            problem = new("RowRagged", null, Errors.Invariant($"the row has {reader.FieldCount} fields, the header {columns.Count}"), "A field with a delimiter in it needs quotes; correct the export, or leave such rows out with -BadRow Skip or Report.");
            return false;
        }

        var customer = FieldText.Trim(reader.GetSpan(columns.Customer));
        var status = FieldText.Check(customer);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, columns.Header[columns.Customer], FieldText.CustomerMissing);
            return false;
        }

        // A field's span lasts until the next field is decoded.
        var row = batch.Count;
        var date = reader.GetSpan(columns.Date);
        status = dates.TryParse(date, out batch.Day[row]);
        if (status is not FieldStatus.Ok)
        {
            problem = dates.Describe(status, date, columns.Header[columns.Date]);
            DateOrders.Add(dates.OrderOfRejected(date), 0, 0);
            return false;
        }

        var currency = 0;
        if (columns.Currency >= 0 && !Currencies.TryRead(reader.GetSpan(columns.Currency), columns.Header[columns.Currency], file.Place, out currency, out problem))
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

        if (columns.FirstSeen >= 0 && !TryReadOptionalDate(file, columns, columns.FirstSeen, out batch.FirstSeen![row], out problem))
        {
            return false;
        }

        var cancel = TermReader.Open;
        if (terms is not null && (!TryReadOptionalDate(file, columns, columns.End, out var end, out problem)
            || (columns.Cancel >= 0 && !TryReadOptionalDate(file, columns, columns.Cancel, out cancel, out problem))
            || !terms.TryEnd(batch.Day[row], end, cancel, columns, out batch.End![row], out problem)))
        {
            return false;
        }

        foreach (var group in columns.Groups)
        {
            status = FieldText.Check(FieldText.Trim(reader.GetSpan(group)));
            if (status is not (FieldStatus.Ok or FieldStatus.Missing))
            {
                problem = FieldText.DescribeText(status, columns.Header[group]);
                return false;
            }
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

        if (batch.References is not null && FieldText.Trim(reader.GetSpan(columns.ReferenceOf(batch.Amount[row]))).Length > FieldText.LongestName)
        {
            problem = FieldText.DescribeText(FieldStatus.TooLong, columns.Header[columns.ReferenceOf(batch.Amount[row])]);
            return false;
        }

        if (batch.Currency is not null && !TryConvert(columns, batch, row, currency, out problem))
        {
            return false;
        }

        batch.References?.Add(FieldText.Trim(reader.GetSpan(columns.ReferenceOf(batch.Amount[row]))));
        for (var i = 0; i < batch.Groups.Length; i++)
        {
            batch.Groups[i].Add(FieldText.Trim(reader.GetSpan(columns.Groups[i])));
        }

        batch.Customers.Add(FieldText.Trim(reader.GetSpan(columns.Customer)));
        batch.Fingerprint[row] = fingerprint.Compute(reader);
        problem = null!;
        return true;
    }

    // An empty field is int.MaxValue.
    private bool TryReadOptionalDate(CsvFile file, MappedColumns columns, int column, out int day, out RowProblem problem)
    {
        problem = null!;
        var date = file.Reader.GetSpan(column);
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

    private bool TryConvert(MappedColumns columns, RowBatch batch, int row, int currency, out RowProblem problem)
    {
        batch.Currency![row] = currency;
        batch.Local![row] = batch.Amount[row];
        problem = null!;
        if (columns.Currency < 0)
        {
            return true;
        }

        var column = columns.Header[columns.Currency];
        if (!Currencies.TryConvert(currency, batch.Day[row], ref batch.Amount[row], column, out problem)
            || (batch.Cost is not null && !Currencies.TryConvert(currency, batch.Day[row], ref batch.Cost[row], column, out problem)))
        {
            return false;
        }

        Currencies.Count(currency);
        return true;
    }

    private void Reject(CsvFile file, MappedColumns columns, RowProblem problem)
    {
        var reader = file.Reader;
        var raw = reader.RawRecord;
        var size = raw.Length;
        var record = raw[..Math.Min(size, RejectLog.LongestRecord)].ToArray();
        rejects.Add(file.Place, problem, reader.FieldCount == columns.Count ? AmountOf(file, columns) : null, () => RejectLog.Cut(Encoding.UTF8.GetString(record), size));
    }

    // The money of a row that is rejected for something else; a foreign amount counts only when it can be converted.
    private long? AmountOf(CsvFile file, MappedColumns columns)
    {
        var reader = file.Reader;
        if (new AmountParser(options.Culture, options.RoundAmount).TryParse(reader.GetSpan(columns.Amount), out var units) is not FieldStatus.Ok)
        {
            return null;
        }

        return !Currencies.Converts
            || (Currencies.TryRead(reader.GetSpan(columns.Currency), "", file.Place, out var currency, out _)
                && dates.TryParse(reader.GetSpan(columns.Date), out var day) is FieldStatus.Ok
                && Currencies.TryConvert(currency, day, ref units, "", out _)) ? units : null;
    }

    private void OnMalformed(string path, CsvMalformedRecord record, CsvFile? file, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (record.Reason is CsvMalformedReason.UnterminatedQuote)
        {
            throw CsvFile.Unterminated(path, record.LineNumber);
        }

        var problem = CsvFile.Describe(record);
        if (file is null)
        {
            throw new CustomerMetricsException("HeaderMalformed", FailureKind.InvalidData, $"{Path.GetFileName(path)}: the header cannot be read: {problem.Reason}.", "Correct the header line.", path);
        }

        rejects.Add(file.PlaceOf(record.LineNumber), problem, null, () => RejectLog.Cut(record.RawRecord, record.RawRecord.Length));
    }
}
