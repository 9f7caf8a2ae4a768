using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Benchmarks;

/// <summary>The runs of one side. The first warms the file cache and is not counted.</summary>
internal sealed class Series(string name)
{
    private readonly List<Measured> runs = [];

    public string Name => name;

    public Measured First => runs[0];

    public Measured Last => runs[^1];

    /// <summary>Adds a run, whose ledger must be that of the first.</summary>
    public void Add(Measured run)
    {
        runs.Add(run);
        LedgerRow.RequireEqual(First.Ledger, run.Ledger, "another run of " + name);
    }

    public Spread Of(Func<Measured, double> value) => Spread.Of(runs.Skip(1).Select(value));

    /// <summary>Compares each run with the other side's run beside it.</summary>
    public Spread With(Series other, Func<Measured, Measured, double> value) => Spread.Of(runs.Skip(1).Zip(other.runs.Skip(1), value));
}
