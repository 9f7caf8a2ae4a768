using CustomerMetrics.Engine.Mail;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Mail;

public sealed class MailPartyTests
{
    [Theory]
    [InlineData("ann@example.org", null, "ann@example.org")]
    [InlineData(" Ann Lee <ann.lee+x@example.org> ", "Ann Lee", "ann.lee+x@example.org")]
    [InlineData("\"Lee, Ann\" <ann@example.org>", "Lee, Ann", "ann@example.org")]
    [InlineData("<ann@localhost>", null, "ann@localhost")]
    [InlineData("ann@bücher.example", null, "ann@xn--bcher-kva.example")]
    public void TakesNamesAndAddresses(string text, string? name, string address) => Assert.Equal(new MailParty(name, address), MailParty.Parse(text, "To"));

    [Theory]
    [InlineData("ann")]
    [InlineData("@example.org")]
    [InlineData("ann@")]
    [InlineData("a b@example.org")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org> SIZE=1 <b@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData("a@-example.org")]
    [InlineData("a@example..org")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("")]
    public void RefusesWhatIsNone(string text)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => MailParty.Parse(text, "To"));
        Assert.Equal("MailAddressInvalid", failure.ErrorId);
        Assert.Contains("-To", failure.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhichLettersItDoesNotSend() => Assert.Equal("MailAddressNotAscii", Assert.Throws<CustomerMetricsException>(() => MailParty.Parse("jörg@example.org", "Cc")).ErrorId);
}
