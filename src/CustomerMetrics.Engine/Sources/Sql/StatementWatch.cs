using System;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>Tells the one who asked of the statements that are sent for him.</summary>
internal sealed class StatementWatch : IDisposable
{
    private static readonly AsyncLocal<StatementWatch?> Current = new();

    private readonly StatementWatch? outer = Current.Value;
    private readonly Action<string> sent;

    public StatementWatch(Action<string> sent)
    {
        this.sent = sent;
        Current.Value = this;
    }

    public static void Tell(SqlStatement statement) => Current.Value?.sent(statement.ToString());

    public void Dispose() => Current.Value = outer;
}
