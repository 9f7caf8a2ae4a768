using System;
using System.IO;
using System.IO.Compression;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>The tables of a statement as one file, which a mail can carry.</summary>
internal static class MailArchive
{
    // The time of an entry would make another file, and so another Message-ID, of the same tables.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(CustomerStatement statement, Stream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in CsvRenderer.Files(statement))
        {
            var entry = archive.CreateEntry(file.Name);
            entry.LastWriteTime = Always;
            using var content = entry.Open();
            file.Write(content);
        }
    }
}
