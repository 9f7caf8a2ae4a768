using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// A gzip file that is known to be whole when its end is reached: the runtime takes a file that was cut off for one that ended.
/// The last four bytes tell the length; a pipe cannot show them beforehand and is read as it comes.
/// </summary>
internal sealed class GzipInput : Stream
{
    private const int ShortestFile = 18;

    private readonly GZipStream content;
    private readonly uint? expected;
    private uint length;

    public GzipInput(FileStream file)
    {
        expected = file.CanSeek ? LengthAtEnd(file) : null;
        content = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        length = unchecked(length + (uint)read);
        if (read == 0 && !buffer.IsEmpty && expected is { } known && known != length)
        {
            throw new InvalidDataException("its length is not the one that its end tells. A file joined from several compressed ones must be decompressed first.");
        }

        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint LengthAtEnd(FileStream file)
    {
        if (file.Length < ShortestFile)
        {
            throw new InvalidDataException("it is shorter than any compressed file.");
        }

        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Position = file.Length - end.Length;
        file.ReadExactly(end);
        file.Position = 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(end);
    }
}
