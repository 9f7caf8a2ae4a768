using System;
using System.IO;
using System.Text;

namespace CustomerMetrics.Engine.Files;

/// <summary>Reads a small text file whole.</summary>
internal static class TextFile
{
    /// <param name="path">A full path.</param>
    /// <param name="mostBytes">A longer file is refused unread.</param>
    public static string Read(string path, int mostBytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(ReadBytes(path, mostBytes)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw Errors.CannotRead(path, e);
        }
    }

    /// <param name="path">A full path.</param>
    /// <param name="mostBytes">A longer file is refused unread.</param>
    /// <param name="tooLarge">What is said then, where it is not that the path must be wrong.</param>
    public static byte[] ReadBytes(string path, int mostBytes, Func<CustomerMetricsException>? tooLarge = null)
    {
        if (Directory.Exists(path))
        {
            throw Errors.IsDirectory(path);
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[(stream.CanSeek ? (int)Math.Min(mostBytes, stream.Length) : mostBytes) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length < bytes.Length
                ? bytes[..length]
                : throw tooLarge?.Invoke() ?? new CustomerMetricsException("FileTooLarge", FailureKind.InvalidData, $"'{path}' is larger than {mostBytes / 1024 / 1024} MB, which no file of this kind is.", "Check the path.", path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Errors.FileNotFound(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Errors.AccessDenied(path, e);
        }
        catch (IOException e)
        {
            throw Errors.CannotRead(path, e);
        }
    }
}
