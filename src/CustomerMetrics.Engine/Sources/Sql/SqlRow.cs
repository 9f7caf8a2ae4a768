using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Numerics;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The row of an answer that stands before the reader. Numbers are taken from whichever type a driver gives them; nothing counts as zero.</summary>
internal sealed class SqlRow
{
    private readonly DbDataReader reader;
    private readonly Dictionary<string, int> columns = new(StringComparer.OrdinalIgnoreCase);

    public SqlRow(DbDataReader reader)
    {
        this.reader = reader;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            columns[reader.GetName(i)] = i;
        }
    }

    public bool Has(string column) => columns.ContainsKey(column);

    public bool IsNull(string column) => reader.IsDBNull(columns[column]);

    /// <summary>A whole number of 64 bits.</summary>
    public long Number(string column) => reader.GetValue(columns[column]) switch
    {
        long number => number,
        int number => number,
        DBNull => 0,
        var other => Convert.ToInt64(other, CultureInfo.InvariantCulture),
    };

    /// <summary>A count or a day.</summary>
    public int Small(string column) => checked((int)Number(column));

    /// <summary>A whole number of 128 bits.</summary>
    public Int128 Units(string column) => reader.GetValue(columns[column]) switch
    {
        long number => number,
        int number => number,
        decimal number => (Int128)number,
        DBNull => 0,
        string text => Int128.Parse(text, CultureInfo.InvariantCulture),
        var other => (Int128)Convert.ToDecimal(other, CultureInfo.InvariantCulture),
    };

    /// <summary>A whole number of any size.</summary>
    public BigInteger Wide(string column) => reader.GetValue(columns[column]) is string text ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : Units(column);

    /// <summary>An id or the name of a group; null where there is none.</summary>
    public string? Text(string column) => reader.GetValue(columns[column]) switch
    {
        DBNull => null,
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };
}
