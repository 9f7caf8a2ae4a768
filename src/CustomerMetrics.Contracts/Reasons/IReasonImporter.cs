using System.Threading;

namespace CustomerMetrics;

/// <summary>Builds a reason table from files, and from rows that a face hands over one by one.</summary>
public interface IReasonImporter : IRowTaker
{
    void AddFile(string path, CancellationToken cancellationToken);

    ReasonTable Complete();
}
