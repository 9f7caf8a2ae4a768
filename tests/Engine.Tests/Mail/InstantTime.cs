using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Tests.Mail;

/// <summary>A time in which pauses are over at once and limits are reached only when a test says so.</summary>
internal sealed class InstantTime(TimeSpan limit) : TimeProvider
{
    public bool ReachesLimits { get; init; }

    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isLimit = dueTime == limit;
        if (!isLimit)
        {
            Pauses.Enqueue(dueTime);
        }

        if (!isLimit || ReachesLimits)
        {
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new NoTimer();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
