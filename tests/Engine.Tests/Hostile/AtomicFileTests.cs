using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Files;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>A file is the old one or the new one, whole, whatever happens while it is written; and nothing lies beside it.</summary>
public sealed class AtomicFileTests(ITestOutputHelper output)
{
    private const int Kills = 200;
    private const string Mount = "mount -t tmpfs -o size=16k none";

    private static readonly byte[] Old = Encoding.UTF8.GetBytes("old");
    private static readonly byte[] New = Encoding.UTF8.GetBytes("new content");

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1 << 20)]
    public void AFailingWriteKeepsTheOldFile(int written)
    {
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        var error = Assert.Throws<CustomerMetricsException>(() => AtomicFile.Write(path, default, stream => Fail(stream, written, new IOException("no space"))));
        Assert.Equal("FileNotWritable", error.ErrorId);
        AssertOnly(folder, path, Old);
    }

    [Fact]
    public void AFailureOfTheWriterItselfKeepsTheOldFile()
    {
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(path, default, stream => Fail(stream, 10, new OperationCanceledException())));
        AssertOnly(folder, path, Old);
    }

    // A disk of sixteen kilobytes: in a name space of its own nobody needs to be root to mount one. The longer content fails as it is written, the shorter as it is flushed.
    [Theory]
    [InlineData(1_000_000)]
    [InlineData(40_000)]
    public void AFullDiskKeepsTheOldFile(int size)
    {
        using var folder = new TemporaryFolder();
        Assert.SkipUnless(OperatingSystem.IsLinux() && CanMount(folder.Path), "A small disk can be mounted on Linux only, and where user name spaces are allowed.");
        var path = folder.File("statement.html");
        var script = $"{Mount} '{folder.Path}' && printf old > '{path}' && \"$@\"; printf ' '; ls -A '{folder.Path}' | tr '\\n' ' '; cat '{path}'";
        Assert.Equal("FileNotWritable statement.html old", Tell(path, size, ["unshare", "-Urm", "/bin/sh", "-c", script, "sh"]));
    }

    // What a file system says that cannot hold a file so long, as FAT does from 4 GB.
    [Theory]
    [InlineData(1_000_000)]
    [InlineData(40_000)]
    public void AFileTooLongForItsDiskKeepsTheOldFile(int size)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of a file that a process can be given.");
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);

        // 32 blocks of 512 or of 1,024 bytes, as the shell counts them.
        Assert.Equal("FileNotWritable", Tell(path, size, ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f 32; exec \"$@\"", "sh"]));
        AssertOnly(folder, path, Old);
    }

    [Fact]
    public void WithoutPermissionNothingIsWritten()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions of Windows are not those of a mode.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write everywhere.");
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            AssertError("WriteDenied", path, default);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        AssertOnly(folder, path, Old);
    }

    [Fact]
    public void AReadOnlyFileIsReplacedByForceOnly()
    {
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        AssertError("FileIsReadOnly", path, default);
        AssertOnly(folder, path, Old);
        AtomicFile.Write(path, new(NoClobber: false, Force: true), stream => stream.Write(New));
        File.SetAttributes(path, FileAttributes.Normal);
        AssertOnly(folder, path, New);
    }

    [Fact]
    public void AnExistingFileIsKeptWhereThatIsAsked()
    {
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        AssertError("FileExists", path, new(NoClobber: true, Force: true));
        AssertOnly(folder, path, Old);
    }

    [Fact]
    public void AFileThatAppearsMeanwhileIsKeptWhereThatIsAsked()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement.html");
        var error = Assert.Throws<CustomerMetricsException>(() => AtomicFile.Write(path, new(NoClobber: true, Force: false), _ => File.WriteAllBytes(path, Old)));
        Assert.Equal("FileExists", error.ErrorId);
        AssertOnly(folder, path, Old);
    }

    [Fact]
    public void AFolderThatIsNotThereIsTold()
    {
        using var folder = new TemporaryFolder();
        AssertError("FolderNotFound", Path.Combine(folder.Path, "none", "statement.html"), default);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void ADirectoryIsNoFile()
    {
        using var folder = new TemporaryFolder();
        AssertError("PathIsDirectory", folder.Path, default);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void ALinkStaysALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        using var folder = new TemporaryFolder();
        var path = WriteOld(folder);
        var link = folder.File("link.html");
        File.CreateSymbolicLink(link, path);
        AtomicFile.Write(link, default, stream => stream.Write(New));
        Assert.Equal(path, new FileInfo(link).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(path));
    }

    [Fact]
    public void ADeviceIsNotReplacedByAFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev.");
        var error = Assert.Throws<CustomerMetricsException>(() => AtomicFile.Write("/dev/customermetrics", default, stream => stream.Write(New)));
        Assert.Equal("PathIsDevice", error.ErrorId);
    }

    [Fact]
    public void AKilledWriterLeavesTheOldOrTheNewFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement.html");
        var random = new HostileRandom(20_240_229);
        int newer = 0, debris = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            File.WriteAllBytes(path, OverwriteLoop.Content(0));
            var heard = KillAfter(path, random.Between(1, 300));
            var content = File.ReadAllBytes(path);
            var turn = BitConverter.ToInt32(content, 0);
            var committed = heard.Count(step => step == OverwriteLoop.Committed);
            Assert.True(OverwriteLoop.Content(turn).AsSpan().SequenceEqual(content), $"kill {kill}: the file is neither old nor new");
            Assert.InRange(turn, committed, committed + 1);
            newer += turn - committed;
            debris += CountLeft(folder, path, kill);
            AtomicFile.Write(path, default, stream => stream.Write(New));
            AssertOnly(folder, path, New);
        }

        output.WriteLine($"{Kills} kills: {newer} after the new file took its name and before the child told so; {debris} temporary files were left, and cleared away by the next write");
    }

    // Files of others, and those of a writer who is still at work.
    [Fact]
    public void OnlyLeftoversAreClearedAway()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement.html");
        var others = new[] { ".statement.html.tmp", ".statement.html.mine.tmp", ".other.html.0123456789abcdef0123456789abcdef.tmp", "statement.html.0123456789abcdef0123456789abcdef.tmp" }.Select(folder.File).ToList();
        others.ForEach(other => File.WriteAllBytes(other, Old));
        File.WriteAllBytes(folder.File(".statement.html.0123456789abcdef0123456789abcdef.tmp"), Old);
        AtomicFile.Write(path, default, first =>
        {
            first.Write(Old);
            AtomicFile.Write(path, default, second => second.Write(New));
            Assert.Equal(New, File.ReadAllBytes(path));
        });
        Assert.Equal(Old, File.ReadAllBytes(path));
        Assert.Equal(others.Append(path).Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    // Any name that the disk takes, in bytes as in characters.
    [Theory]
    [InlineData('x', 217)]
    [InlineData('x', 218)]
    [InlineData('x', 255)]
    [InlineData('\u00E9', 127)]
    [InlineData('\u5B57', 85)]
    public void AFileWithALongNameIsWritten(char letter, int length)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(new string(letter, length));
        AtomicFile.Write(path, default, stream =>
        {
            stream.Write(Old);
            Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        });
        AtomicFile.Write(path, default, stream => stream.Write(New));
        AssertOnly(folder, path, New);
    }

    // Two long names may begin alike.
    [Fact]
    public void OnlyItsOwnLeftoversAreClearedAwayUnderALongName()
    {
        using var folder = new TemporaryFolder();
        var (path, other) = (folder.File(new string('x', 250)), folder.File(new string('x', 251)));
        string? leftover = null;
        AtomicFile.Write(other, default, stream =>
        {
            stream.Write(Old);
            leftover = Directory.GetFileSystemEntries(folder.Path).Single();
            File.Copy(leftover, leftover = leftover.Replace(Path.GetFileName(leftover)[^36..^4], "0123456789abcdef0123456789abcdef", StringComparison.Ordinal));
        });
        AtomicFile.Write(path, default, stream => stream.Write(New));
        Assert.True(File.Exists(leftover));
        AtomicFile.Write(other, default, stream => stream.Write(New));
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [InlineData('x', 256)]
    [InlineData('\u5B57', 86)]
    public void ANameThatIsTooLongIsTold(char letter, int length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems count characters.");
        using var folder = new TemporaryFolder();
        var path = folder.File(new string(letter, length));
        var error = Assert.Throws<CustomerMetricsException>(() => AtomicFile.Write(path, default, stream => stream.Write(New)));
        Assert.Equal("FileNotWritable", error.ErrorId);
        Assert.Contains("too long", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void APathWithANulIsNoPath() => AssertError("PathInvalid", "/tmp/a\0b.html", default);

    /// <summary>Kills a child when it has told so many steps; returns all that it told.</summary>
    private static List<byte> KillAfter(string path, int steps)
    {
        using var child = Child.Start(path);
        var told = child.StandardOutput.BaseStream;
        var heard = new List<byte>(steps);
        while (heard.Count < steps && told.ReadByte() is >= 0 and var step)
        {
            heard.Add((byte)step);
        }

        Assert.Equal(steps, heard.Count);
        child.Kill();
        while (told.ReadByte() is >= 0 and var step)
        {
            heard.Add((byte)step);
        }

        child.WaitForExit();
        return heard;
    }

    // What a killed writer leaves is hidden, is at most one file, and bears the name of the file it was for: nobody takes it for a result, and the next write clears it away.
    private static int CountLeft(TemporaryFolder folder, string path, int kill)
    {
        var others = Directory.GetFileSystemEntries(folder.Path).Where(entry => entry != path).ToList();
        Assert.True(others.Count <= 1, $"kill {kill}: {others.Count} files are left");
        foreach (var other in others)
        {
            Assert.Matches(@"^\.statement\.html\.[0-9a-f]{32}\.tmp$", Path.GetFileName(other));
        }

        return others.Count;
    }

    private static bool CanMount(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"unshare -Urm {Mount} '{folder}' 2>/dev/null"]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>What a child tells that writes one file, and what its wrapper tells after it.</summary>
    private static string Tell(string path, int size, IReadOnlyList<string> wrapper)
    {
        using var child = Child.Start(path, once: size, wrapper);
        var told = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return told;
    }

    private static void Fail(Stream stream, int written, Exception failure)
    {
        stream.Write(new byte[written]);
        throw failure;
    }

    private static string WriteOld(TemporaryFolder folder)
    {
        var path = folder.File("statement.html");
        File.WriteAllBytes(path, Old);
        return path;
    }

    private static void AssertError(string errorId, string path, FileWriteOptions options) =>
        Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(() => AtomicFile.Write(path, options, stream => stream.Write(New))).ErrorId);

    private static void AssertOnly(TemporaryFolder folder, string path, byte[] content)
    {
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal(content, File.ReadAllBytes(path));
    }
}
