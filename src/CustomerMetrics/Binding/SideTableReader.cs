using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Management.Automation;
using System.Threading;

namespace CustomerMetrics;

/// <summary>Reads what a parameter takes for a table beside the source: files, and rows of any shape.</summary>
internal static class SideTableReader
{
    public static TTable Read<TTable>(PSCmdlet cmdlet, ITableImporter<TTable> importer, IEnumerable<PSObject> given, CancellationToken cancellationToken)
    {
        var rows = new RowReader(importer);
        foreach (var item in given)
        {
            Take(item);
        }

        return importer.Complete();

        void Take(PSObject item)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PathResolver.OfPipeline(cmdlet, item) is { } paths)
            {
                foreach (var path in paths)
                {
                    importer.AddFile(path, cancellationToken);
                }

                return;
            }

            switch (item.BaseObject)
            {
                case DataTable table:
                    TakeAll(table.Rows);
                    break;
                case IDataReader reader:
                    while (reader.Read())
                    {
                        rows.Add(item);
                    }

                    break;
                case IEnumerable items and not IDictionary:
                    TakeAll(items);
                    break;
                default:
                    rows.Add(item);
                    break;
            }
        }

        void TakeAll(IEnumerable items)
        {
            foreach (var item in items)
            {
                Take(PSObject.AsPSObject(item));
            }
        }
    }
}
