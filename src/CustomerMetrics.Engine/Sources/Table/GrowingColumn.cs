using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>A column that grows by chunks, so that growing copies nothing. Its memory goes back to the system when it is disposed.</summary>
internal sealed class GrowingColumn<T> : IDisposable
    where T : unmanaged
{
    public const int ChunkLength = 1 << 16;

    private const int SmallChunks = 8;

    // Allocators keep smaller blocks to themselves. What is not written yet of a block takes no memory.
    private const int LargeBlock = 1 << 25;

    private readonly List<NativeBlock<T>> blocks = [];
    private readonly List<(NativeBlock<T> Block, int At)> chunks = [];
    private readonly T[] single = new T[1];
    private int used = ChunkLength;
    private int blockEnd;

    public int ChunkCount => chunks.Count;

    public T this[int place]
    {
        get
        {
            var (block, at) = chunks[place / ChunkLength];
            return block.Values[at + (place % ChunkLength)];
        }
    }

    public void Add(T value)
    {
        single[0] = value;
        Add(single);
    }

    public void Add(ReadOnlySpan<T> values)
    {
        while (!values.IsEmpty)
        {
            if (used == ChunkLength)
            {
                AddChunk();
            }

            var taken = values[..Math.Min(values.Length, ChunkLength - used)];
            var (block, at) = chunks[^1];
            taken.CopyTo(block.Values[(at + used)..]);
            used += taken.Length;
            values = values[taken.Length..];
        }
    }

    /// <summary>The values of a chunk, until the column is disposed.</summary>
    public Span<T> Chunk(int chunk)
    {
        var (block, at) = chunks[chunk];
        return block.Values.Slice(at, chunk == chunks.Count - 1 ? used : ChunkLength);
    }

    public void Dispose() => blocks.ForEach(block => block.Dispose());

    private void AddChunk()
    {
        if (chunks.Count == 0 || chunks[^1].At + ChunkLength == blockEnd)
        {
            blockEnd = chunks.Count < SmallChunks ? ChunkLength : LargeBlock / Unsafe.SizeOf<T>();
            blocks.Add(new NativeBlock<T>(blockEnd));
            chunks.Add((blocks[^1], 0));
        }
        else
        {
            chunks.Add((blocks[^1], chunks[^1].At + ChunkLength));
        }

        used = 0;
    }
}
