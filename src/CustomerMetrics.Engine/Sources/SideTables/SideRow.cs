using System;
using System.Collections.Generic;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.SideTables;

/// <summary>A row of a table beside the source. What cannot be read is thrown with its place and the remedy.</summary>
internal abstract class SideRow(IReadOnlyList<string> header)
{
    public IReadOnlyList<string> Header { get; } = header;

    public abstract RowPlace Place { get; }

    /// <summary>Trimmed text; empty where there is no such column.</summary>
    /// <param name="column">The column; -1 is none.</param>
    /// <param name="missing">The problem of an empty field; null allows it.</param>
    public string Text(int column, Func<string, RowProblem>? missing = null)
    {
        if (column < 0)
        {
            return "";
        }

        var trimmed = FieldText.Trim(Field(column));
        var status = FieldText.Check(trimmed);
        return status is FieldStatus.Ok || (status is FieldStatus.Missing && missing is null)
            ? Encoding.UTF8.GetString(trimmed)
            : throw Refused(missing is null ? FieldText.DescribeText(status, Header[column]) : FieldText.Describe(status, Header[column], missing));
    }

    public int Day(int column) => TryReadDate(column, out var day, out var problem) ? day : throw Refused(problem);

    /// <summary>Money in its units.</summary>
    public long Amount(int column) => TryReadAmount(column, out var units, out var problem) ? units : throw Refused(problem);

    public CustomerMetricsException Refused(RowProblem problem) => Refused(Place, problem);

    public static CustomerMetricsException Refused(RowPlace place, RowProblem problem) => new(
        problem.ErrorId,
        FailureKind.InvalidData,
        place.ToString() + (problem.Column is null ? "" : $", column '{problem.Column}'") + $": {problem.Reason}.",
        problem.Remedy,
        place.Target);

    // A span lasts until the next field is asked for.
    protected abstract ReadOnlySpan<byte> Field(int column);

    protected abstract bool TryReadDate(int column, out int day, out RowProblem problem);

    protected abstract bool TryReadAmount(int column, out long units, out RowProblem problem);
}
