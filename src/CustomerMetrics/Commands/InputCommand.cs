using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>What cmdlets do that take a source: one from the pipeline, files by path, or rows from the pipeline.</summary>
public abstract class InputCommand : CustomerCommand
{
    /// <summary>The parameter set of files by path.</summary>
    private protected const string PathSet = "Path";

    /// <summary>The parameter set of files whose names are taken as they are.</summary>
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The parameter set of the pipeline.</summary>
    private protected const string InputObjectSet = "InputObject";

    private readonly List<string> files = [];
    private IRowImporter? importer;
    private RowReader? rows;
    private bool answered;

    /// <summary>The exclusive end of observation.</summary>
    [Parameter]
    public DateTime AsOf { get; set; }

    private protected DateTime? GivenAsOf => IsGiven(nameof(AsOf)) ? AsOf.Date : null;

    /// <summary>The files of this record.</summary>
    private protected virtual string[] GivenPath => [];

    /// <summary>The files of this record, their names taken as they are.</summary>
    private protected virtual string[] GivenLiteralPath => [];

    /// <summary>The object of the pipeline.</summary>
    private protected virtual PSObject? GivenInput => null;

    /// <summary>Answers for one source.</summary>
    private protected abstract void ProcessSource(CustomerSource source);

    /// <summary>How files and rows are read. Only the import has more to say than the as-of date.</summary>
    private protected virtual ImportOptions GetImportOptions() => ImportDefaults.Create(TimeZoneInfo.Local) with
    {
        AsOf = GivenAsOf,
        Columns = new ColumnMapping { Groups = GroupColumns },
    };

    /// <summary>The columns that the answer is grouped by, which an import must keep.</summary>
    private protected virtual string[] GroupColumns => [];

    /// <summary>Takes an input that is neither source nor file nor row; false leaves it to be a row.</summary>
    private protected virtual bool TryTake(PSObject input) => false;

    /// <summary>Takes files that are no source; false leaves them to be one.</summary>
    private protected virtual bool TryTakeFiles(IReadOnlyList<string> files) => false;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        switch (ParameterSetName)
        {
            case PathSet:
                AddFiles(PathResolver.Resolve(this, GivenPath, literal: false));
                break;
            case LiteralPathSet:
                AddFiles(PathResolver.Resolve(this, GivenLiteralPath, literal: true));
                break;
            default:
                Take(GivenInput!);
                break;
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => Run(() =>
    {
        if ((files.Count > 0 ? 1 : 0) + (importer is null ? 0 : 1) + (answered ? 1 : 0) > 1)
        {
            throw new CustomerMetricsException("InputMixed", FailureKind.InvalidArgument, "The pipeline held several of these: tables or ledger entries, files, rows.", "Pipe each on its own.");
        }

        if (files.Count > 0)
        {
            AnswerFiles();
        }
        else if (importer is not null)
        {
            Answer(Told(importer.Complete(StopToken)));
        }
        else if (!answered)
        {
            throw new CustomerMetricsException("NoInput", FailureKind.InvalidData, "The pipeline held nothing.", "Check the command before this one: it gave no rows.");
        }
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            importer?.Dispose();
        }

        base.Dispose(disposing);
    }

    // The remedies of an import name its parameters, which the other cmdlets do not have.
    private protected override CustomerMetricsException Explain(CustomerMetricsException failure) =>
        HasParametersOf(failure.Remedy)
            ? failure
            : AsksDatabase ? base.Explain(failure)
            : failure.ErrorId is "ColumnNotFound" && failure.Remedy.Contains("-GroupColumn") ? new CustomerMetricsException(failure.ErrorId, failure.Kind, failure.Message, "Name one of these columns with -GroupBy.", failure.Target, failure)
            : new CustomerMetricsException(failure.ErrorId, failure.Kind, failure.Message, failure.Remedy + " These parameters belong to Import-CustomerTransaction: pipe its table.", failure.Target, failure);

    /// <summary>Refuses parameters that say how to look ahead where there is no model to do it.</summary>
    private protected void CheckForecast(CustomerModel? model, string[] parameters)
    {
        if (model is null && Array.Find(parameters, IsGiven) is { } ahead)
        {
            throw new CustomerMetricsException("ModelMissing", FailureKind.InvalidArgument, $"-{ahead} says how to look ahead, for which a model is needed.", "Fit one with New-CustomerModel, and give it with -Model.");
        }
    }

    // What makes a forecast doubtful and no error.
    private protected void WarnOfForecast(CustomerSource source, DateTime asOf, CustomerModel? model, Horizon? horizon)
    {
        const int longSilence = 31;
        if (source is TransactionTable { LastDate: { } last } table && (asOf <= table.AsOf || table.RowsAfterAsOf == 0) && (asOf - last).Days > longSilence)
        {
            WriteWarning($"The last row is of {last:yyyy-MM-dd}; the {(asOf - last).Days - 1} days without a row up to the as-of date {asOf:yyyy-MM-dd} count as silence of all customers.");
        }

        if (model is not null && (model.Currency is null) != (source.Currency is null))
        {
            WriteWarning($"{(model.Currency is null ? $"The model knows no currency, and the source is in {source.Currency}" : $"The model was fitted to money in {model.Currency}, and the source tells no currency")}: nobody can say whether they are the same.");
        }

        if (model is { Model: ModelKind.Nbd } && horizon is { IsInfinite: true })
        {
            WriteWarning("Under the model Nbd nobody ever leaves, so over all time to come customers are worth far more than any business has seen. Give a finite -Horizon, or take a model under which customers leave.");
        }
    }

    private void Take(PSObject input)
    {
        switch (input.BaseObject)
        {
            // First, since rows come by the million. After a row comes a row: to ask each whether it is a ledger entry took as long as to read it.
            case PSCustomObject when rows is not null:
                rows.Add(input);
                break;
            case PSCustomObject:
                TakeObject(input);
                break;
            case CustomerSource source:
                Answer(source);
                break;
            case FileSystemInfo or PathInfo or string:
                AddFiles(PathResolver.OfPipeline(this, input)!);
                break;
            case DataTable table:
                TakeAll(table.Rows);
                break;
            case IDataReader reader:
                TakeAll(reader);
                break;
            case IEnumerable items and not IDictionary:
                TakeAll(items);
                break;
            default:
                TakeObject(input);
                break;
        }
    }

    private void TakeObject(PSObject input)
    {
        if (TryTake(input))
        {
            answered = true;
        }
        else
        {
            TakeRow(input);
        }
    }

    // Reading a file twice would double its money.
    private void AddFiles(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (files.Contains(path))
            {
                WriteWarning($"'{path}' is named twice and read once.");
            }
            else
            {
                files.Add(path);
            }
        }
    }

    private void TakeAll(IEnumerable items)
    {
        foreach (var item in items)
        {
            Take(PSObject.AsPSObject(item));
        }
    }

    // Row by row: a reader shows one record at a time.
    private void TakeAll(IDataReader reader)
    {
        var record = PSObject.AsPSObject(reader);
        while (!StopToken.IsCancellationRequested && reader.Read())
        {
            TakeObject(record);
        }
    }

    private void TakeRow(PSObject row)
    {
        if (importer is null)
        {
            RefuseDeserialised(row);
            importer = Engine.ReadRows("rows from the pipeline", GetImportOptions());
            rows = new RowReader(importer);
        }

        rows!.Add(row);
    }

    private static void RefuseDeserialised(PSObject row)
    {
        if (row.TypeNames.FirstOrDefault() is { } type && type.StartsWith("Deserialized.CustomerMetrics.", StringComparison.Ordinal) && (type.EndsWith("Table", StringComparison.Ordinal) || type.EndsWith("Source", StringComparison.Ordinal)))
        {
            throw new CustomerMetricsException("SourceDeserialized", FailureKind.InvalidArgument, "A source of transactions does not survive a job or a remote session: only its summary came through.", "Import or connect, and evaluate in the same session, and let the results cross.");
        }
    }

    private void AnswerFiles()
    {
        if (!TryTakeFiles(files))
        {
            Answer(ReadFiles());
        }
    }

    private CustomerTable ReadFiles()
    {
        using var progress = new ProgressReporter(this);
        return Told(Engine.ReadCsv(files, GetImportOptions(), progress, StopToken));
    }

    // The decisions that an import took, for those who ask.
    private protected CustomerTable Told(CustomerTable table)
    {
        WriteVerbose($"Columns: {string.Join(", ", table.Columns.Select(column => $"{column.Key} = '{column.Value}'"))}.");
        WriteVerbose($"As-of date: {table.AsOf:yyyy-MM-dd}{(GivenAsOf is null ? " (not given, so the day after the last row)" : "")}; time zone: {table.TimeZone}; numbers: {table.Culture}; {(table.Contract is { } contract ? $"grace: {contract.GraceDays} days; amounts are paid for: {contract.BillingPeriod?.ToString() ?? (table.Columns.ContainsKey("BillingPeriod") ? "what each row tells" : "a month")}" : $"refunds: {table.Refund}")}.");
        WriteVerbose($"Rows read: {table.RowsRead}; kept: {table.Rows}; rejected: {table.RejectedRows}; on or after the as-of date: {table.RowsAfterAsOf}; duplicates{(table.DuplicatesDropped ? " dropped" : "")}: {table.DuplicateRows}.");
        Warn(table.Warnings);

        return table;
    }

    private void Answer(CustomerSource source)
    {
        answered = true;
        Ask(source, () => ProcessSource(source));
    }
}
