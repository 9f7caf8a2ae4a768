using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Hostile;

/// <summary>A row of the reject file.</summary>
internal readonly record struct Reject(long Line, string Record);

/// <summary>Reads a reject file by RFC 4180 to the letter, so that what the engine writes cannot lean on what it forgives.</summary>
internal static class RejectFile
{
    public static List<Reject> Read(byte[] bytes)
    {
        var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        var rejects = new List<Reject>();
        var fields = new List<string>();
        var at = 0;
        var isHeader = true;
        while (at < text.Length)
        {
            fields.Add(ReadField(text, ref at));
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            Assert.Equal(5, fields.Count);
            if (!isHeader)
            {
                rejects.Add(new(long.Parse(fields[1], CultureInfo.InvariantCulture), fields[4]));
            }

            isHeader = false;
            fields.Clear();
        }

        Assert.Empty(fields);
        return rejects;
    }

    private static string ReadField(string text, ref int at)
    {
        var start = at;
        if (text[at] != '"')
        {
            at = text.AsSpan(at).IndexOfAny(",\r\n\"") + at;
            return text[start..at];
        }

        var value = new StringBuilder();
        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            at += text[at] == '"' ? 1 : 0;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
