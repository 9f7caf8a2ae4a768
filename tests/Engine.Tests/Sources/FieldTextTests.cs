using System;
using System.Linq;
using CustomerMetrics.Engine.Sources.Fields;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Names are checked eight bytes at once, which must find what is wrong at every place of a name of every length.</summary>
public sealed class FieldTextTests
{
    [Theory]
    [InlineData(0x00, FieldStatus.HasNul)]
    [InlineData(0x01, FieldStatus.Ok)]
    [InlineData(0x7F, FieldStatus.Ok)]
    [InlineData(0x80, FieldStatus.NotText)]
    [InlineData(0xFF, FieldStatus.NotText)]
    public void AByteIsFoundAnywhere(byte special, object status)
    {
        foreach (var other in new byte[] { 0x01, (byte)'a', 0x7F })
        {
            foreach (var length in Enumerable.Range(1, 40))
            {
                var found = Enumerable.Range(0, length).Select(place =>
                {
                    var name = new byte[length];
                    Array.Fill(name, other);
                    name[place] = special;
                    return FieldText.Check(name);
                });
                Assert.All(found, one => Assert.Equal(status, one));
            }
        }
    }

    [Fact]
    public void NamesMayHaveAnyLetters() => Assert.Equal(FieldStatus.Ok, FieldText.Check("Größe, 名前, имя"u8));

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t", "")]
    [InlineData("a", "a")]
    [InlineData(" a b\r\n", "a b")]
    [InlineData("\ta", "a")]
    [InlineData("\u00A0a", "\u00A0a")]
    public void BlanksAreTakenOff(string text, string trimmed) =>
        Assert.Equal(trimmed, System.Text.Encoding.UTF8.GetString(FieldText.Trim(System.Text.Encoding.UTF8.GetBytes(text))));
}
