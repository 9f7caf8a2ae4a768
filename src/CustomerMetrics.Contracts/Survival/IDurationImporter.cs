using System.Threading;

namespace CustomerMetrics;

/// <summary>Gathers durations from rows that a face hands over one by one.</summary>
public interface IDurationImporter : IRowTaker
{
    CustomerDurations Complete(CancellationToken cancellationToken);
}
