using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsvHelper;
using CustomerMetrics.Engine.Files;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources;

/// <summary>Takes the rows that cannot be read: ends the import at the first one, or counts it, its money, and writes it to the reject file.</summary>
internal sealed class RejectLog : IDisposable
{
    /// <summary>What is longer is cut in the reject file.</summary>
    public const int LongestRecord = 1 << 16;

    private readonly BadRowAction action;
    private readonly string? path;
    private AtomicFile? file;
    private CsvWriter? writer;

    public RejectLog(ImportOptions options)
    {
        action = options.BadRow;
        path = options.RejectPath;
        if (path is null)
        {
            return;
        }

        if (action is BadRowAction.Stop)
        {
            throw new CustomerMetricsException("RejectPathWithoutBadRow", FailureKind.InvalidArgument, "A reject path has nothing to take while bad rows stop the import.", "Add -BadRow Report or -BadRow Skip, or leave out -RejectPath.");
        }

        file = AtomicFile.Create(path, default);
        writer = CsvWriter.Create(file.Stream, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        writer.WriteRecord("Source", "Line", "Column", "Reason", "Record");
    }

    /// <summary>A reject file must not take the place of what is read.</summary>
    public static void CheckPath(ImportOptions options, IEnumerable<string> inputs)
    {
        if (options.RejectPath is { } path && inputs.Any(input => AtomicFile.IsSame(input, path)))
        {
            throw new CustomerMetricsException("RejectPathIsInput", FailureKind.InvalidArgument, $"'{path}' is read, so the rejected rows cannot be written there.", "Give -RejectPath another name.", path);
        }
    }

    public long Rows { get; private set; }

    /// <summary>Units of the rejected rows whose amount could be read.</summary>
    public Int128 Amount { get; private set; }

    public long WithoutAmount { get; private set; }

    public string? First { get; private set; }

    /// <param name="place">Where the row stands.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="amount">The row's amount, if it could be read.</param>
    /// <param name="record">The row as it came.</param>
    public void Add(RowPlace place, RowProblem problem, long? amount, Func<string> record)
    {
        var where = place.ToString() + (problem.Column is null ? "" : $", column '{problem.Column}'");
        if (action is BadRowAction.Stop)
        {
            throw new CustomerMetricsException(problem.ErrorId, FailureKind.InvalidData, $"{where}: {problem.Reason}.", problem.Remedy, place.Target);
        }

        Rows++;
        Amount += amount ?? 0;
        WithoutAmount += amount is null ? 1 : 0;
        First ??= $"{where}: {problem.Reason}";
        writer?.WriteRecord(place.Source, place.Number.ToString(CultureInfo.InvariantCulture), problem.Column ?? "", problem.Reason, record());
    }

    /// <summary>A record as the reject file shows it: a long one is cut, and says so.</summary>
    public static string Cut(string record, long size) => size <= LongestRecord
        ? record
        : Errors.Invariant($"{record[..Math.Min(record.Length, LongestRecord)]}… [cut: the record is {size:#,0} long]");

    /// <summary>Gives the reject file its name.</summary>
    public void Commit()
    {
        writer?.Dispose();
        writer = null;
        file?.Commit();
    }

    /// <summary>The one warning of the rule Report; null when there is nothing to say.</summary>
    public string? Warning(long rowsRead)
    {
        if (action is not BadRowAction.Report || Rows == 0)
        {
            return null;
        }

        var rejected = Errors.Invariant($"{Rows:#,0} of {rowsRead:#,0} {(rowsRead == 1 ? "row" : "rows")} {(Rows == 1 ? "was" : "were")} rejected");
        var sum = Errors.Invariant($"{Money.ToDecimal(Amount):#,0.00##}");
        var money = (Rows, WithoutAmount) switch
        {
            (1, 0) => $"its amount is {sum}",
            (1, _) => "its amount is not readable",
            (_, 0) => $"their readable amounts sum to {sum}",
            _ => Errors.Invariant($"their readable amounts sum to {sum}, {WithoutAmount:#,0} {(WithoutAmount == 1 ? "has" : "have")} no readable amount"),
        };
        var kept = path is null ? "" : $" {(Rows == 1 ? "It is" : "They are")} in '{path}'.";
        return $"{rejected}; {money}. The first: {First}.{kept}";
    }

    public void Dispose()
    {
        writer?.Dispose();
        writer = null;
        file?.Dispose();
        file = null;
    }
}
