using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Management.Automation;

namespace CustomerMetrics.Completion;

/// <summary>The connection that -Connection holds, when it is open: nothing is opened for a completion.</summary>
internal static class OpenConnection
{
    public static IReadOnlyList<string> Ask(IDictionary boundParameters, Func<DbConnection, IReadOnlyList<string>> question)
    {
        var given = boundParameters["Connection"];
        if ((given is PSObject wrapped ? wrapped.BaseObject : given) is not DbConnection { State: ConnectionState.Open } connection)
        {
            return [];
        }

        try
        {
            return question(connection);
        }
        catch (CustomerMetricsException)
        {
            // A completer has nobody to tell; the command itself will.
            return [];
        }
    }
}
