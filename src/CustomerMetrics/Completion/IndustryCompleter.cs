using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Completion;

/// <summary>The industries with a published cost of acquisition.</summary>
public sealed class IndustryCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => EngineHost.Engine.GetBenchmarks(null).Select(benchmark => benchmark.Industry);
}
