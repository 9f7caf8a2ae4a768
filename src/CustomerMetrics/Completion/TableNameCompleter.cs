using System.Collections;
using System.Collections.Generic;

namespace CustomerMetrics.Completion;

/// <summary>The tables and views of an open connection.</summary>
public sealed class TableNameCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => OpenConnection.Ask(boundParameters, connection => EngineHost.Engine.ListTables(connection));
}
