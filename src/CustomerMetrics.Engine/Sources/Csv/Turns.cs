using System.Threading;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Lets threads that work side by side do what must be done in order, each in its turn.</summary>
internal sealed class Turns
{
    private readonly object gate = new();
    private readonly CancellationToken cancellationToken;
    private long next;

    public Turns(CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        cancellationToken.Register(Wake);
    }

    /// <summary>Waits until all turns before have passed.</summary>
    public void Wait(long turn)
    {
        lock (gate)
        {
            while (next != turn)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(gate);
            }
        }
    }

    public void Pass()
    {
        lock (gate)
        {
            next++;
            Monitor.PulseAll(gate);
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
