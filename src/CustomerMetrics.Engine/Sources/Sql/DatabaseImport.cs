using System.Threading;
using CustomerMetrics.Engine.Sources.Rows;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Reads the rows of a table or query into memory, by the same rules as rows from anywhere.</summary>
internal static class DatabaseImport
{
    public static CustomerTable Read(DatabaseOptions options, ImportOptions import, CancellationToken cancellationToken)
    {
        using var session = DatabaseSession.Open(options, cancellationToken);
        var rows = DatabaseRows.Find(options, session);
        using var importer = new RowImporter(rows.Name, import);
        importer.Begin(rows.Names);
        foreach (var values in session.Rows(rows.From))
        {
            importer.Add(values);
        }

        return importer.Complete(cancellationToken);
    }
}
