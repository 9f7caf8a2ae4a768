using System;
using System.Globalization;
using System.Text;

namespace CustomerMetrics.Engine.Sources;

/// <summary>Encodings by name, those of Windows code pages included.</summary>
internal static class Encodings
{
    public static Encoding? Find(string name)
    {
        Encoding? known = name.ToLowerInvariant() switch
        {
            "utf8" or "utf8nobom" or "utf8bom" or "default" => Encoding.UTF8,
            "unicode" or "utf16" => Encoding.Unicode,
            "bigendianunicode" => Encoding.BigEndianUnicode,
            "utf32" => Encoding.UTF32,
            "latin1" => Encoding.Latin1,
            "ansi" => CodePagesEncodingProvider.Instance.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
            "oem" => CodePagesEncodingProvider.Instance.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
            _ => null,
        };
        if (known is not null)
        {
            return known;
        }

        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var page))
        {
            return Try(() => CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page));
        }

        return Try(() => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
    }

    private static Encoding? Try(Func<Encoding> find)
    {
        try
        {
            return find();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
