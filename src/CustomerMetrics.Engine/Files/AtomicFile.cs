using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace CustomerMetrics.Engine.Files;

/// <summary>
/// Writes a file whole or not at all: into a temporary neighbour first, which takes the name only when it is complete.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const string Extension = ".tmp";

    // File systems take names of 255 bytes, as Linux does, or of 255 characters; the temporary one adds 38.
    private const int LongestName = 255;
    private const int LongestUncut = 217;
    private const int LongestCut = 180;
    private const int HashSize = 16;

    private readonly string path;
    private readonly string temporary;
    private readonly FileWriteOptions options;
    private bool committed;

    private AtomicFile(string path, string prefix, string temporary, FileWriteOptions options)
    {
        this.path = path;
        this.temporary = temporary;
        this.options = options;
        Sweep(Path.GetDirectoryName(path)!, prefix);

        // Open until it has its name, so that nobody takes it for a leftover.
        Stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16);
    }

    public FileStream Stream { get; }

    /// <param name="path">A full path.</param>
    /// <param name="options">Whether an existing or read-only file may be replaced.</param>
    public static AtomicFile Create(string path, FileWriteOptions options)
    {
        var target = ResolveTarget(path);
        CheckTarget(target, options);
        var name = Path.GetFileName(target);
        if (name.Length > LongestName)
        {
            // Its temporary name would do, and the failure come only when all is written.
            throw Failure(target, target, new PathTooLongException("Its name is too long."));
        }

        var prefix = "." + Shorten(name) + ".";
        var neighbour = Path.Combine(Path.GetDirectoryName(target)!, prefix + Guid.NewGuid().ToString("N") + Extension);
        try
        {
            return new AtomicFile(target, prefix, neighbour, options);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            throw Failure(target, neighbour, e);
        }
    }

    /// <summary>Whether two paths lead to one file, links followed.</summary>
    public static bool IsSame(string path, string other)
    {
        try
        {
            return string.Equals(ResolveLink(path), ResolveLink(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
        catch (IOException)
        {
            // A link in a circle leads to no file; who opens it is told.
            return false;
        }
    }

    public static void Write(string path, FileWriteOptions options, Action<Stream> write)
    {
        using var file = CreateWhole(path, options, write);
        file.Commit();
    }

    /// <summary>A file that is complete and on the disk, and has not taken its name yet.</summary>
    public static AtomicFile CreateWhole(string path, FileWriteOptions options, Action<Stream> write)
    {
        var file = Create(path, options);
        try
        {
            write(file.Stream);
            file.Stream.Flush(flushToDisk: true);
            return file;
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            file.Dispose();
            throw Failure(path, file.temporary, e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
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
            throw Failure(path, temporary, e);
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
            Delete();
        }
    }

    // A name may be so long that nothing can be added to it. What is cut off stands in the hash, so that the file knows its leftovers from those of others.
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestUncut)
        {
            return name;
        }

        var kept = 0;
        var size = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if ((size += rune.Utf8SequenceLength) > LongestCut)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return name[..kept] + "~" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashSize));
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

    private void Delete()
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (IsOfTheSystem(e))
        {
            // Its folder is gone, or may no longer be written to: the next write of this file clears it away.
        }
    }

    // A file too long for its disk comes as an argument out of range.
    private static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static CustomerMetricsException Failure(string path, string temporary, Exception e) =>
        e switch
        {
            UnauthorizedAccessException => Errors.WriteDenied(path, e),
            DirectoryNotFoundException => Errors.FolderNotFound(path, e),
            _ => Errors.CannotWrite(path, temporary, e),
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

    private static string ResolveTarget(string path)
    {
        try
        {
            return ResolveLink(path);
        }
        catch (IOException e)
        {
            throw Failure(path, path, e);
        }
    }

    private static string ResolveLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        }
        catch (ArgumentException e)
        {
            throw Errors.PathInvalid(path, e);
        }
    }

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
