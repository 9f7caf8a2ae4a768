using System;
using System.IO;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>Keeps what is read of a stream that cannot be put back, until it is put back once.</summary>
internal sealed class RewindStream(Stream input) : ReadStream(input)
{
    private byte[] kept = [];
    private int length;
    private int position;
    private bool keeps = true;
    private Exception? failure;

    /// <summary>What was read so far.</summary>
    public ReadOnlySpan<byte> Kept => kept.AsSpan(0, length);

    /// <summary>Goes on reading without keeping it.</summary>
    public void Forget() => keeps = false;

    /// <summary>Goes back to a place in what is kept.</summary>
    public void Rewind(int place)
    {
        position = place;
        keeps = false;
    }

    /// <summary>Puts bytes before what is read next, which may be the failure that was met there.</summary>
    public void PutBack(byte[] bytes, Exception? failure)
    {
        this.failure = failure;
        kept = [.. bytes, .. kept.AsSpan(position, length - position)];
        length = kept.Length;
        Rewind(0);
    }

    public override int Read(Span<byte> buffer)
    {
        if (position < length)
        {
            var again = Math.Min(buffer.Length, length - position);
            kept.AsSpan(position, again).CopyTo(buffer);
            position += again;
            return again;
        }

        if (failure is not null)
        {
            throw failure;
        }

        var read = Input.Read(buffer);
        if (keeps)
        {
            Keep(buffer[..read]);
        }

        return read;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > kept.Length)
        {
            Array.Resize(ref kept, Math.Max(length + bytes.Length, kept.Length * 2));
        }

        bytes.CopyTo(kept.AsSpan(length));
        length += bytes.Length;
        position = length;
    }
}
