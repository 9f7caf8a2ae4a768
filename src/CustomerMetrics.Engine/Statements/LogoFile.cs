using System;
using CustomerMetrics.Engine.Files;

namespace CustomerMetrics.Engine.Statements;

/// <summary>A picture as a page can hold it: told by its first bytes, and small enough for a page that is mailed.</summary>
internal static class LogoFile
{
    private const int MostBytes = 100 * 1024;

    public static StatementLogo? Read(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var content = TextFile.ReadBytes(path, MostBytes, () => new("LogoTooLarge", FailureKind.InvalidData, Errors.Invariant($"'{path}' is larger than {MostBytes / 1024} KB, and every page would hold it."), "Save it smaller: 480 pixels are wide enough.", path));
        return new()
        {
            ContentType = TypeOf(content) ?? throw new CustomerMetricsException("LogoNotPicture", FailureKind.InvalidData, Errors.Invariant($"'{path}' is no picture in PNG, JPEG, GIF or WebP."), "Save it as one of these; SVG is not taken, since it can hold scripts.", path),
            Content = content,
        };
    }

    private static string? TypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? "image/gif"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
