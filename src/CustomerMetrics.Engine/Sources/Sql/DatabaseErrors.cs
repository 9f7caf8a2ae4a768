using System;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// Failures of a driver as failures of this module. What a driver says may hold a connection string, a password or values of rows, so it goes no further,
/// neither as a message nor as an inner exception. What a database says of the user's own query is told without the texts in it.
/// </summary>
/// <param name="name">What messages call the table or the query.</param>
/// <param name="isQuery">Whether the user wrote the SELECT.</param>
internal sealed partial class DatabaseErrors(string name, bool isQuery)
{
    private const int LongestQuote = 200;

    /// <summary>Whether an exception is the driver's way to fail.</summary>
    public static bool IsOfDriver(Exception failure) => failure is DbException or InvalidOperationException or TimeoutException or IOException or SocketException
        or OverflowException or InvalidCastException or NotSupportedException or ArgumentException or FormatException or DllNotFoundException
        or TypeInitializationException or System.Reflection.TargetInvocationException;

    /// <summary>A failure while the connection was opened.</summary>
    public CustomerMetricsException Opening(Exception failure, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return failure switch
        {
            CustomerMetricsException known => known,
            DllNotFoundException or TypeInitializationException => new("ProviderNotFound", FailureKind.NotFound, "A library that the driver needs is not on this machine.", "Install what the driver asks for, for ODBC a driver manager such as unixODBC."),
            _ when IsAboutPassword(failure) => LoginRefused(failure),
            _ => DriverFaults.Of(failure) switch
            {
                DatabaseFault.LoginRefused => LoginRefused(failure),
                DatabaseFault.PermissionMissing => PermissionMissing(failure),
                DatabaseFault.Busy => Busy(),
                _ => Unreachable(failure),
            },
        };
    }

    /// <summary>A failure of a statement.</summary>
    public CustomerMetricsException Asking(Exception failure, ConnectionState state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is CustomerMetricsException known)
        {
            return known;
        }

        return DriverFaults.Of(failure) switch
        {
            DatabaseFault.LoginRefused => LoginRefused(failure),
            DatabaseFault.PermissionMissing => PermissionMissing(failure),
            DatabaseFault.TableNotFound or DatabaseFault.TextInvalid when isQuery => QueryInvalid(failure),
            DatabaseFault.TableNotFound => new("TableNotFound", FailureKind.NotFound, $"The database has no table or view {name}, or does not show it to this user{Code(failure)}.", "Check the name, its schema and whether letters are large or small: it is taken as it is written. Completion of -Table lists the tables of an open connection.", name),
            DatabaseFault.Unreachable => Unreachable(failure),
            DatabaseFault.ConnectionLost => Lost(failure),
            DatabaseFault.TimedOut => TimedOut(),
            DatabaseFault.OutOfRange => new("MoneyOutOfRange", FailureKind.LimitExceeded, $"{name}: a number is beyond what can be counted exactly.", "Look for a wrong amount column, or for amounts in a small unit.", name),
            DatabaseFault.Full => new("DatabaseFull", FailureKind.LimitExceeded, $"{name}: the database has no room left, on disk or in memory, for what it puts aside while it answers{Code(failure)}.", "Make room where it keeps its temporary files (for SQLite the folder that SQLITE_TMPDIR names), or ask for fewer rows with -Query.", name),
            DatabaseFault.Busy => Busy(),
            _ when state is not ConnectionState.Open => Lost(failure),
            _ when failure is InvalidOperationException and not ObjectDisposedException => isQuery && IsAboutParameters(failure) ? QueryInvalid(failure) : Busy(),
            var fault => new("DatabaseFailed", FailureKind.ReadError, $"{name}: the database did not carry out the statement{Code(failure)}.{(fault is DatabaseFault.TextInvalid ? " " + Said(failure) : "")}", "Look the code up in the manual of the database; -ShowSql shows the statement.", name),
        };
    }

    /// <summary>A statement that took longer than allowed.</summary>
    public CustomerMetricsException TimedOut() =>
        new("StatementTimedOut", FailureKind.TimedOut, $"{name}: the database did not answer in the time given, or it is locked by others.", "Give more seconds with -CommandTimeout (0 is no limit), or ask for fewer rows with -Query.", name);

    private static CustomerMetricsException Unreachable(Exception failure) =>
        new("DatabaseUnreachable", FailureKind.ConnectionFailed, $"The database cannot be opened{Code(failure)}.", "Check the server, the port, the name of the database or its file, and that it is running.");

    private static CustomerMetricsException LoginRefused(Exception failure) =>
        new("LoginRefused", FailureKind.LoginRefused, $"The database refused the login{Code(failure)}.", "Check user and password, best given with -Credential, and whether the user may open this database.");

    private CustomerMetricsException PermissionMissing(Exception failure) =>
        new("PermissionMissing", FailureKind.PermissionDenied, $"{name}: the user may not read it{Code(failure)}.", "Ask for the right to SELECT on it; no other right is needed.", name);

    private CustomerMetricsException Lost(Exception failure) =>
        new("ConnectionLost", FailureKind.ConnectionFailed, $"{name}: the connection to the database broke off{Code(failure)}. There is no answer.", "Check the server and the network, then ask again; what was opened by you has to be opened again.", name);

    private CustomerMetricsException Busy() =>
        new("ConnectionBusy", FailureKind.Busy, $"{name}: the connection is busy, with an open reader or with a transaction that cannot be joined.", "Close the reader or end the transaction, or give the connection string, so that each question has a connection of its own.", name);

    private static CustomerMetricsException QueryInvalid(Exception failure) =>
        new("QueryInvalid", FailureKind.InvalidArgument, $"The database does not take the query{Code(failure)}. {Said(failure)}", "Try the query in a tool of the database, as a subquery: SELECT * FROM (<query>) AS q.");

    /// <summary>The code of a failure in brackets; empty when it has none.</summary>
    public static string Code(Exception failure) => DriverFaults.CodeOf(failure) is { } code ? $" ({code})" : "";

    // Its first line: the others may show values. Texts within may be values as well.
    private static string Said(Exception failure)
    {
        var line = failure.Message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd('\r');
        var clean = Texts().Replace(line, "'…'");
        return "It says: " + (clean.Length > LongestQuote ? clean[..LongestQuote] + "…" : clean);
    }

    // Drivers tell by words alone that no password was given where one is asked for.
    private static bool IsAboutPassword(Exception failure) => failure is DbException && DriverFaults.Of(failure) is DatabaseFault.Other && failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase);

    private static bool IsAboutParameters(Exception failure) => failure.Message.Contains("parameter", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("'[^']*('|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Texts();
}
