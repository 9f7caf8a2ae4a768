using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads rows of any shape (custom objects, hashtables, data rows and records, deserialised objects) for an importer.</summary>
internal sealed class RowReader(IRowSink importer)
{
    // Remoting adds these to every object that crosses it.
    private static readonly string[] RemotingProperties = ["PSComputerName", "RunspaceId", "PSShowComputerName", "PSSourceJobInstanceId"];

    private string[] columns = [];
    private object?[] values = [];

    public void Add(PSObject row)
    {
        switch (row.BaseObject)
        {
            case PSCustomObject:
                AddProperties(row);
                break;
            case DataRow data:
                AddDataRow(data);
                break;
            case IDataRecord record:
                AddRecord(record);
                break;
            case IDictionary dictionary:
                AddDictionary(dictionary);
                break;
            default:
                AddProperties(row);
                break;
        }
    }

    private void AddDataRow(DataRow row)
    {
        if (!importer.HasColumns)
        {
            Begin(row.Table.Columns.Cast<DataColumn>().Select(column => column.ColumnName));
        }

        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = row.Table.Columns.Contains(columns[i]) && row[columns[i]] is not System.DBNull ? row[columns[i]] : null;
        }

        importer.Add(values);
    }

    private void AddRecord(IDataRecord record)
    {
        if (!importer.HasColumns)
        {
            Begin(Enumerable.Range(0, record.FieldCount).Select(record.GetName));
        }

        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = record.IsDBNull(i) ? null : record.GetValue(i);
        }

        importer.Add(values);
    }

    private void AddDictionary(IDictionary row)
    {
        if (!importer.HasColumns)
        {
            Begin(row.Keys.Cast<object>().Select(key => System.Convert.ToString(key, CultureInfo.InvariantCulture)));
        }

        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = RowValue.Of(row[columns[i]]);
        }

        importer.Add(values);
    }

    private void AddProperties(PSObject row)
    {
        if (!importer.HasColumns)
        {
            Begin(row.Properties.Where(IsColumn).Select(property => property.Name));
        }

        // By name: enumerating the properties of a custom object costs many times as much.
        var properties = row.Properties;
        for (var i = 0; i < columns.Length; i++)
        {
            values[i] = RowValue.Of(properties[columns[i]]?.Value);
        }

        importer.Add(values);
    }

    private void Begin(IEnumerable<string> names)
    {
        columns = names.ToArray();
        if (columns.Length == 0)
        {
            throw new CustomerMetricsException("InputNotRows", FailureKind.InvalidArgument, "The pipeline holds an object without properties, which is no row.", "Pipe a table, files, or rows with a property for each column.");
        }

        values = new object?[columns.Length];
        importer.Begin(columns);
    }

    private static bool IsColumn(PSPropertyInfo property) => property.IsGettable && !RemotingProperties.Contains(property.Name);
}
