using System;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>The lines of a segment, counted as far as somebody asks. Who asks for one after the other makes it count each line once.</summary>
internal sealed class SegmentLines(ReadOnlyMemory<byte> bytes)
{
    private int place;
    private long line = 1;

    /// <summary>The line of a place at which a record starts, from one on; no place comes before the one asked for last.</summary>
    public long At(int start)
    {
        line += RecordEnds.CountLines(bytes.Span[place..start]);
        place = start;
        return line;
    }
}
