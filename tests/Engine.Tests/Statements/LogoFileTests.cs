using System;
using System.IO;
using System.Linq;
using CustomerMetrics.Engine.Statements;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class LogoFileTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000", "image/png")]
    [InlineData("FFD8FFE000104A464946", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946461A0000005745425056503858", "image/webp")]
    public void TypeIsToldByTheFirstBytes(string hex, string type)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("logo.txt"), Convert.FromHexString(hex));
        var logo = LogoFile.Read(folder.File("logo.txt"))!;
        Assert.Equal((type, hex), (logo.ContentType, Convert.ToHexString([.. logo.Content])));
    }

    [Theory]
    [InlineData(6, "474946383961", null)]
    [InlineData(102_400, "474946383961", null)]
    [InlineData(102_401, "474946383961", "LogoTooLarge")]
    [InlineData(0, "", "LogoNotPicture")]
    [InlineData(30, "3C737667", "LogoNotPicture")]
    [InlineData(30, "52494646", "LogoNotPicture")]
    public void PictureIsSmall(int length, string start, string? error)
    {
        using var folder = new TemporaryFolder();
        var bytes = Convert.FromHexString(start);
        File.WriteAllBytes(folder.File("logo.gif"), [.. bytes, .. Enumerable.Repeat((byte)'x', length - bytes.Length)]);
        Assert.Equal(error, (Record.Exception(() => LogoFile.Read(folder.File("logo.gif"))) as CustomerMetricsException)?.ErrorId);
    }
}
