using System;
using System.IO;

namespace CustomerMetrics.Engine.Files;

/// <summary>
/// Writes a file whole or not at all: into a temporary neighbour first, which takes the name only when it is complete.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const string Extension = ".tmp";

    private readonly string path;
    private readonly string temporary;
    private readonly FileWriteOptions options;
    private bool committed;

    private AtomicFile(string path, FileWriteOptions options)
    {
        this.path = path;
        this.options = options;
        var directory = Path.GetDirectoryName(path)!;
        var prefix = "." + Path.GetFileName(path) + ".";
        Sweep(directory, prefix);
        temporary = Path.Combine(directory, prefix + Guid.NewGuid().ToString("N") + Extension);

        // Open until it has its name, so that nobody takes it for a leftover.
        Stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16);
    }

    public FileStream Stream { get; }

    /// <param name="path">A full path.</param>
    /// <param name="options">Whether an existing or read-only file may be replaced.</param>
    public static AtomicFile Create(string path, FileWriteOptions options)
    {
        var target = ResolveLink(path);
        CheckTarget(target, options);
        try
        {
            return new AtomicFile(target, options);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Failure(target, e);
        }
    }

    /// <summary>Whether two paths lead to one file, links followed.</summary>
    public static bool IsSame(string path, string other) => string.Equals(
        ResolveLink(path),
        ResolveLink(other),
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    public static void Write(string path, FileWriteOptions options, Action<Stream> write)
    {
        using var file = Create(path, options);
        try
        {
            write(file.Stream);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Failure(path, e);
        }

        file.Commit();
    }

    /// <summary>Gives the complete file its name.</summary>
    public void Commit()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            CheckTarget(path, options);
            KeepMode();
            File.Move(temporary, path, overwrite: !options.NoClobber);
            committed = true;
            Stream.Dispose();
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Failure(path, e);
        }
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            // What could not be written is thrown away with the file; why is told by the write that failed.
        }

        if (!committed)
        {
            File.Delete(temporary);
        }
    }

    // What a killed writer left of this file: nobody has it open.
    private static void Sweep(string directory, string prefix)
    {
        foreach (var leftover in Directory.EnumerateFiles(directory, prefix + "*" + Extension, new EnumerationOptions { AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple }))
        {
            var name = Path.GetFileName(leftover);
            if (!name.StartsWith(prefix, StringComparison.Ordinal) || !Guid.TryParseExact(name.AsSpan()[prefix.Length..^Extension.Length], "N", out _))
            {
                continue;
            }

            try
            {
                new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (IsOfTheSystem(e))
            {
                // Another writer is at it, or it may not be touched: it is not in the way.
            }
        }
    }

    // A file too long for its disk comes as an argument out of range.
    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static CustomerMetricsException Failure(string path, Exception e) =>
        e switch
        {
            UnauthorizedAccessException => Errors.WriteDenied(path, e),
            DirectoryNotFoundException => Errors.FolderNotFound(path, e),
            _ => Errors.CannotWrite(path, e),
        };

    private static void CheckTarget(string path, FileWriteOptions options)
    {
        if (Directory.Exists(path))
        {
            throw Errors.OutputIsDirectory(path);
        }

        // To replace a file is to put another in its place, which would do away with a device. Memory disks hold files.
        if (!OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            throw Errors.IsDevice(path);
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return;
        }

        if (options.NoClobber)
        {
            throw Errors.FileExists(path);
        }

        if (file.IsReadOnly && !options.Force)
        {
            throw Errors.FileIsReadOnly(path);
        }
    }

    private static string ResolveLink(string path) =>
        new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    // A replaced file keeps its permissions.
    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
        }
        else if (OperatingSystem.IsWindows() && options.Force && File.Exists(path))
        {
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }
    }
}
