using System;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.SideTables;

/// <summary>The row of a file that was read last.</summary>
internal sealed class CsvSideRow(CsvFile file, DateParser dates, AmountParser amounts) : SideRow(file.Header)
{
    public override RowPlace Place => file.Place;

    protected override ReadOnlySpan<byte> Field(int column) => file.Reader.GetSpan(column);

    protected override bool TryReadDate(int column, out int day, out RowProblem problem)
    {
        var field = Field(column);
        var status = dates.TryParse(field, out day);
        problem = status is FieldStatus.Ok ? null! : dates.Describe(status, field, Header[column]);
        return status is FieldStatus.Ok;
    }

    protected override bool TryReadAmount(int column, out long units, out RowProblem problem)
    {
        var field = Field(column);
        var status = amounts.TryParse(field, out units);
        problem = status is FieldStatus.Ok ? null! : amounts.Describe(status, field, Header[column]);
        return status is FieldStatus.Ok;
    }
}
