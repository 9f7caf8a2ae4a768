using System;
using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Rows;

namespace CustomerMetrics.Engine.Sources.SideTables;

/// <summary>The row of objects that was given last.</summary>
internal sealed class ObjectSideRow(IReadOnlyList<string> header, string name, DateParser dates, AmountParser amounts) : SideRow(header)
{
    private object?[] values = [];
    private byte[] text = new byte[256];
    private long row;

    public override RowPlace Place => new(name, name, "row", row);

    public void Take(object?[] given)
    {
        values = given;
        row++;
    }

    protected override ReadOnlySpan<byte> Field(int column) => FieldValue.ToText(values[column], ref text);

    protected override bool TryReadDate(int column, out int day, out RowProblem problem) => FieldValue.TryReadDate(dates, values[column], Header[column], ref text, out day, out problem);

    protected override bool TryReadAmount(int column, out long units, out RowProblem problem) => FieldValue.TryReadAmount(amounts, values[column], Header[column], ref text, out units, out problem);
}
