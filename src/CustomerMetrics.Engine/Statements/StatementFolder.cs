using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Files;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Writes a statement as a folder of files. All of them are complete before the first one takes its name.</summary>
internal static class StatementFolder
{
    public static void Write(CustomerStatement statement, string path, FileWriteOptions options)
    {
        var isNew = !Directory.Exists(path);
        if (!isNew && options.NoClobber)
        {
            throw Errors.FileExists(path);
        }

        var files = CsvRenderer.Files(statement);
        var written = new List<AtomicFile>();
        var isDone = false;
        try
        {
            var before = Create(path) ? [] : FilesIn(path);
            foreach (var file in files)
            {
                written.Add(AtomicFile.CreateWhole(Path.Combine(path, file.Name), options, file.Write));
            }

            written.ForEach(file => file.Commit());
            isDone = true;
            foreach (var left in before.Except(files.Select(file => file.Name), StringComparer.OrdinalIgnoreCase))
            {
                File.Delete(Path.Combine(path, left));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw e is UnauthorizedAccessException ? Errors.WriteDenied(path, e) : Errors.CannotWrite(path, path, e);
        }
        finally
        {
            written.ForEach(file => file.Dispose());
            if (isNew && !isDone && Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
    }

    private static bool Create(string path)
    {
        if (Directory.Exists(path))
        {
            return false;
        }

        if (File.Exists(path))
        {
            throw new CustomerMetricsException("OutputIsFile", FailureKind.InvalidArgument, $"'{path}' is a file, and a statement as CSV is a folder.", "Give the path of a folder, which may be there or not.", path);
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw Errors.FolderNotFound(path, new DirectoryNotFoundException());
        }

        Directory.CreateDirectory(path);
        return true;
    }

    // A section that the last statement had and this one has not must not lie beside it.
    private static List<string> FilesIn(string path)
    {
        var contents = Path.Combine(path, CsvRenderer.Contents);
        if (!File.Exists(contents))
        {
            return [];
        }

        return [.. File.ReadLines(contents).Select(line => line[..Math.Max(0, line.IndexOf(',', StringComparison.Ordinal))]).Where(IsName)];
    }

    private static bool IsName(string text) => text.EndsWith(".csv", StringComparison.Ordinal) && text[..^4].All(c => char.IsAsciiLetterLower(c) || c is '-');
}
