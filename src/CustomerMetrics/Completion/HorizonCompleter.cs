using System.Collections;
using System.Collections.Generic;

namespace CustomerMetrics.Completion;

/// <summary>Horizons that are often asked for.</summary>
public sealed class HorizonCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => ["12 months", "6 months", "24 months", "36 months", "5 years", "52 weeks", "90 days", "infinite"];
}
