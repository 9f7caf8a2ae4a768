using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>A column that grows by chunks, so that growing copies nothing and draining frees as it goes.</summary>
internal sealed class GrowingColumn<T> : IDisposable
    where T : unmanaged
{
    public const int ChunkLength = 1 << 16;

    private readonly List<NativeChunk<T>> chunks = [];
    private readonly T[] single = new T[1];
    private int used = ChunkLength;

    /// <summary>The column's length.</summary>
    public int Count => (chunks.Count * ChunkLength) - (ChunkLength - used);

    public int ChunkCount => chunks.Count;

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
                chunks.Add(new NativeChunk<T>(ChunkLength));
                used = 0;
            }

            var taken = values[..Math.Min(values.Length, ChunkLength - used)];
            chunks[^1].Write(used, taken);
            used += taken.Length;
            values = values[taken.Length..];
        }
    }

    public int LengthOf(int chunk) => chunk == chunks.Count - 1 ? used : ChunkLength;

    /// <summary>Reads a chunk into the beginning of a buffer; returns that part of it.</summary>
    public Span<T> Read(int chunk, T[] buffer)
    {
        var values = buffer.AsSpan(0, LengthOf(chunk));
        chunks[chunk].Read(0, values);
        return values;
    }

    /// <summary>Puts other values in the place of a chunk.</summary>
    public void Write(int chunk, ReadOnlySpan<T> values) => chunks[chunk].Write(0, values);

    public T this[int place] => chunks[place / ChunkLength].Read<T>((ulong)(place % ChunkLength) * (ulong)System.Runtime.CompilerServices.Unsafe.SizeOf<T>());

    public void Release(int chunk) => chunks[chunk].Dispose();

    public void Dispose() => chunks.ForEach(chunk => chunk.Dispose());
}
