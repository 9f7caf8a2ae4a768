using System;
using System.Collections.Generic;
using System.Globalization;

namespace CustomerMetrics.Engine;

/// <summary>Every failure of the engine, with its constant id and its remedy. docs/errors.md explains each.</summary>
internal static class Errors
{
    public static CustomerMetricsException PathInvalid(string path, Exception cause) =>
        new("PathInvalid", FailureKind.InvalidArgument, Invariant($"'{path.Replace('\0', '\uFFFD')}' cannot be a path."), "Look at what the path was made of.", innerException: cause);

    public static CustomerMetricsException FileNotFound(string path) =>
        new("FileNotFound", FailureKind.NotFound, Invariant($"There is no file '{path}'."), "Check the path; wildcards go to -Path, literal names to -LiteralPath.", path);

    public static CustomerMetricsException IsDirectory(string path) =>
        new("PathIsDirectory", FailureKind.InvalidArgument, Invariant($"'{path}' is a directory."), "Name its files, for example with -Path '<directory>/*.csv'.", path);

    public static CustomerMetricsException OutputIsDirectory(string path) =>
        new("PathIsDirectory", FailureKind.InvalidArgument, Invariant($"'{path}' is a directory."), "Add the name of a file.", path);

    public static CustomerMetricsException IsDevice(string path) =>
        new("PathIsDevice", FailureKind.InvalidArgument, Invariant($"'{path}' is a device, which no file can take the place of."), "Give the path of a file.", path);

    public static CustomerMetricsException FolderNotFound(string path, Exception cause) =>
        new("FolderNotFound", FailureKind.NotFound, Invariant($"'{path}' cannot be written: its folder does not exist."), "Make the folder first, or check the path.", path, cause);

    public static CustomerMetricsException AccessDenied(string path, Exception cause) =>
        new("AccessDenied", FailureKind.PermissionDenied, Invariant($"'{path}' cannot be opened: access is denied."), "Ask for the permission, or copy the file to where you have it.", path, cause);

    public static CustomerMetricsException CannotRead(string path, Exception cause) =>
        new("FileNotReadable", FailureKind.ReadError, Invariant($"'{path}' cannot be read: {cause.Message}"), "Close the program that uses the file, or copy it, and try again.", path, cause);

    /// <param name="path">The file that was asked for.</param>
    /// <param name="temporary">The one that the system knows of, which tells a user nothing.</param>
    /// <param name="cause">What the system says.</param>
    public static CustomerMetricsException CannotWrite(string path, string temporary, Exception cause) =>
        new("FileNotWritable", FailureKind.WriteError, Invariant($"'{path}' cannot be written: {WithoutPath(cause.Message.Replace(temporary, path, StringComparison.Ordinal))}"), "Check the directory, the free space and your permission.", path, cause);

    public static CustomerMetricsException WriteDenied(string path, Exception cause) =>
        new("WriteDenied", FailureKind.PermissionDenied, Invariant($"'{path}' cannot be written: access is denied."), "Choose another path, or ask for the permission to write there.", path, cause);

    public static CustomerMetricsException FileExists(string path) =>
        new("FileExists", FailureKind.AlreadyExists, Invariant($"'{path}' exists already, and -NoClobber keeps it."), "Leave out -NoClobber to replace it, or choose another path.", path);

    public static CustomerMetricsException FileIsReadOnly(string path) =>
        new("FileIsReadOnly", FailureKind.PermissionDenied, Invariant($"'{path}' is read-only."), "Use -Force to replace it, or choose another path.", path);

    public static CustomerMetricsException CheckFailed(string period, string what) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The ledger of {period} does not balance in {what}. No figure of it can be trusted."), "This is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException ReasonCheckFailed(string period, CustomerMovement movement, long people, decimal money) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The customers of {period} with and without a reason are {people} more than {movement} in the ledger, and their money {money} more. No figure of it can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException ReferralCheckFailed(string period, long people, decimal money) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The referred and the other customers of {period} are {people} more than in the ledger, and their money {money} more. No figure of it can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException WinBackCheckFailed(string period) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The customers who were won back in {period} are not the returned of the ledger. No figure of it can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException SegmentCheckFailed(long people, decimal money) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The segments are {people} customers and {money} of money more than the rows. No figure of them can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.");

    public static CustomerMetricsException GroupCheckFailed(long rows, decimal money) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The groups have {rows} rows and {money} of money more than the source. No figure of them can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.");

    public static CustomerMetricsException MoveCheckFailed(string period, long people, decimal money) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The movements of {period} differ from the ledger by {people} customers and {money} of money. No figure of them can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException AcquisitionCheckFailed(string period, long people, decimal spend) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The channels of {period} have {people} new customers more than the ledger and {spend} of spend more than its table. No figure of them can be trusted."), "If rows were written to the database meanwhile, run it again. Otherwise this is a fault of the module: please report it with the command that was run.", period);

    public static CustomerMetricsException BridgeCheckFailed(DateTime start, DateTime end) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"The bridge of customer equity from {start:yyyy-MM-dd} to {end:yyyy-MM-dd} does not balance. No figure of it can be trusted."), "This is a fault of the module: please report it with the command that was run.");

    public static CustomerMetricsException SurvivalCheckFailed(double age) =>
        new("CheckFailed", FailureKind.InvalidResult, Invariant($"At the age {age} those who are still there and those who are lost for each reason are not all. No figure of this curve can be trusted."), "This is a fault of the module: please report it with the command that was run.");

    // The system names the file once more.
    private static string WithoutPath(string message) => message.LastIndexOf(" : '", StringComparison.Ordinal) is >= 0 and var at ? message[..at].TrimEnd('.') + "." : message;

    /// <summary>Formats invariantly, so that a message is the same everywhere.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string List(IEnumerable<string> names) => string.Join(", ", Quoted(names));

    private static IEnumerable<string> Quoted(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            yield return "'" + name + "'";
        }
    }
}
