using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace CustomerMetrics.Engine.Sources.Csv;

/// <summary>
/// A gzip file that is known to be whole when its end is reached: the runtime takes a file that was cut off for one that ended.
/// The last four bytes tell the length; a pipe cannot show them beforehand and is read as it comes.
/// </summary>
internal sealed class GzipInput : ReadStream
{
    private const int ShortestFile = 18;

    private readonly uint? expected;
    private uint length;

    public GzipInput(FileStream file)
        : base(new GZipStream(file, CompressionMode.Decompress)) => expected = file.CanSeek ? LengthAtEnd(file) : null;

    public override int Read(Span<byte> buffer)
    {
        var read = Input.Read(buffer);
        length = unchecked(length + (uint)read);
        if (read == 0 && !buffer.IsEmpty && expected is { } known && known != length)
        {
            throw new InvalidDataException("its length is not the one that its end tells. A file joined from several compressed ones must be decompressed first.");
        }

        return read;
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
