using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>One of the files of an import: its bytes behind the header, and what its columns mean.</summary>
internal sealed class CsvTableFile : IDisposable
{
    /// <param name="file">Read up to its header.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="firstHeader">The columns of the first file, which give fingerprints their order.</param>
    public CsvTableFile(CsvFile file, MappedColumns columns, IReadOnlyList<string> firstHeader)
    {
        File = file;
        Columns = columns;
        FirstHeader = firstHeader;
        Bytes = file.TakeBytes(out var line);

        // The bytes begin with the break at the end of that line.
        LinesBefore = line - 1;
    }

    public CsvFile File { get; }

    public MappedColumns Columns { get; }

    public IReadOnlyList<string> FirstHeader { get; }

    public RewindStream Bytes { get; }

    /// <summary>Lines before those that the reader of the segment whose turn it is counts. Changes with the turn.</summary>
    public long LinesBefore { get; set; }

    public void Dispose() => File.Dispose();
}
