using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>A column that grows by chunks, so that growing copies nothing and draining frees as it goes.</summary>
internal sealed class GrowingColumn<T>
    where T : struct
{
    public const int ChunkLength = 1 << 16;

    private readonly List<T[]> chunks = [];
    private T[] last = [];
    private int used;

    public void Add(T value)
    {
        if (used == last.Length)
        {
            last = new T[ChunkLength];
            chunks.Add(last);
            used = 0;
        }

        last[used++] = value;
    }

    public int ChunkCount => chunks.Count;

    public ReadOnlySpan<T> Chunk(int index) => chunks[index].AsSpan(0, index == chunks.Count - 1 ? used : ChunkLength);

    public void Release(int index) => chunks[index] = [];
}
