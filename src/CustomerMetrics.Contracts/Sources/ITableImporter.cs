using System.Threading;

namespace CustomerMetrics;

/// <summary>Builds a table that stands beside a source, reasons or spend, from files, and from rows that a face hands over one by one.</summary>
/// <typeparam name="TTable">The table.</typeparam>
public interface ITableImporter<out TTable> : IRowTaker
{
    void AddFile(string path, CancellationToken cancellationToken);

    TTable Complete();
}
