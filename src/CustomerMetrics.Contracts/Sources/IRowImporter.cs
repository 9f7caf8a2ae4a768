using System;
using System.Threading;

namespace CustomerMetrics;

/// <summary>Builds a table from rows that a face hands over one by one.</summary>
public interface IRowImporter : IRowSink, IDisposable
{
    TransactionTable Complete(CancellationToken cancellationToken);
}
