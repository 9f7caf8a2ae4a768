using System;
using System.Collections;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Net.Sockets;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// Tells what an exception of a driver means, by its codes. A driver may be loaded in any version and any number of times, so its types are known by name.
/// </summary>
internal static class DriverFaults
{
    public static DatabaseFault Of(Exception failure)
    {
        if (failure is OverflowException)
        {
            return DatabaseFault.OutOfRange;
        }

        if (IsOrHolds<TimeoutException>(failure))
        {
            return DatabaseFault.TimedOut;
        }

        if (StateOf(failure) is { Length: 5 } state)
        {
            return OfState(state);
        }

        return failure.GetType().Name switch
        {
            "SqliteException" => OfSqlite(Number(failure, "SqliteErrorCode") ?? 0, failure.Message),
            "SqlException" => OfSqlServer(Number(failure, "Number") ?? 0),
            "NpgsqlOperationInProgressException" => DatabaseFault.Busy,
            _ when IsOrHolds<IOException>(failure) || IsOrHolds<SocketException>(failure) => DatabaseFault.ConnectionLost,
            _ => DatabaseFault.Other,
        };
    }

    /// <summary>The code by which a manual explains the failure; null when there is none.</summary>
    public static string? CodeOf(Exception failure) => StateOf(failure) is { Length: > 0 } state ? "SQLSTATE " + state
        : (Number(failure, "SqliteExtendedErrorCode") ?? Number(failure, "Number")) is { } number ? Errors.Invariant($"error {number}")
        : null;

    // The standard's classes of states, and what PostgreSQL and ODBC add.
    private static DatabaseFault OfState(string state) => state switch
    {
        "28000" or "28P01" => DatabaseFault.LoginRefused,
        "3D000" or "53300" or "57P03" or "IM002" => DatabaseFault.Unreachable,
        "42501" => DatabaseFault.PermissionMissing,
        "42P01" or "3F000" or "42S02" or "0A000" => DatabaseFault.TableNotFound,
        "57P01" or "57P02" or "57P05" => DatabaseFault.ConnectionLost,
        "57014" or "HYT00" or "HYT01" or "55P03" or "25P03" or "25P04" => DatabaseFault.TimedOut,
        "22003" => DatabaseFault.OutOfRange,
        "53100" or "53200" or "53400" => DatabaseFault.Full,
        "25P02" or "25001" => DatabaseFault.Busy,
        _ when state.StartsWith("08", StringComparison.Ordinal) => DatabaseFault.ConnectionLost,
        _ when state.StartsWith("42", StringComparison.Ordinal) => DatabaseFault.TextInvalid,
        _ => DatabaseFault.Other,
    };

    // Most errors of a statement share the code 1 there, and differ in words.
    private static DatabaseFault OfSqlite(int code, string message) => code switch
    {
        1 when message.Contains("no such table", StringComparison.Ordinal) || message.Contains("unknown database", StringComparison.Ordinal) => DatabaseFault.TableNotFound,
        1 when message.Contains("overflow", StringComparison.Ordinal) => DatabaseFault.OutOfRange,
        1 => DatabaseFault.TextInvalid,
        3 or 23 => DatabaseFault.PermissionMissing,
        5 or 6 => DatabaseFault.TimedOut,
        7 or 13 => DatabaseFault.Full,
        14 or 26 => DatabaseFault.Unreachable,
        _ => DatabaseFault.Other,
    };

    private static DatabaseFault OfSqlServer(int number) => number switch
    {
        18456 or 18452 or 18450 or 18486 or 18487 or 18488 or 4060 or 4064 => DatabaseFault.LoginRefused,
        208 => DatabaseFault.TableNotFound,
        229 or 230 or 262 or 297 or 300 or 916 => DatabaseFault.PermissionMissing,
        102 or 103 or 105 or 113 or 137 or 156 or 170 or 195 or 207 or 209 or 319 or 1033 or 4104 or 8155 or 8156 => DatabaseFault.TextInvalid,
        -2 or 1222 => DatabaseFault.TimedOut,
        220 or 232 or 8115 => DatabaseFault.OutOfRange,
        701 or 1101 or 1105 => DatabaseFault.Full,
        -1 or 2 or 20 or 40 or 53 or 64 or 121 or 233 or 258 or 10053 or 10054 or 10060 or 10061 or 11001 or 40613 => DatabaseFault.ConnectionLost,
        _ => DatabaseFault.Other,
    };

    // Those of ODBC and OLE DB are in a list.
    private static string? StateOf(Exception failure) => failure is not DbException database ? null
        : database.SqlState
            ?? ((failure.GetType().GetProperty("Errors")?.GetValue(failure) as IEnumerable)?.Cast<object>().FirstOrDefault() is { } first
                ? (first.GetType().GetProperty("SQLState") ?? first.GetType().GetProperty("SqlState"))?.GetValue(first) as string
                : null);

    private static int? Number(Exception failure, string property) => failure.GetType().GetProperty(property)?.GetValue(failure) is int number ? number : null;

    private static bool IsOrHolds<T>(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is T)
            {
                return true;
            }
        }

        return false;
    }
}
