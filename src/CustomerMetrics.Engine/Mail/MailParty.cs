using System;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Mail;

/// <summary>A sender or recipient: an address, and the name beside it.</summary>
internal sealed record MailParty(string? Name, string Address)
{
    private const string Special = "!#$%&'*+-/=?^_`{|}~.";
    private const int LongestLocal = 64;
    private const int LongestAddress = 254;

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Takes "ann@example.org" and "Ann Lee &lt;ann@example.org&gt;". Whatever could begin another header is refused.</summary>
    public static MailParty Parse(string text, string field)
    {
        if (text.Any(char.IsControl) || text.Contains('\u2028', StringComparison.Ordinal) || text.Contains('\u2029', StringComparison.Ordinal))
        {
            throw MailErrors.AddressInvalid(field, "an address with a line break or another control character");
        }

        var trimmed = text.Trim();
        var bracket = trimmed.EndsWith('>') ? trimmed.LastIndexOf('<') : -1;
        var name = bracket > 0 ? trimmed[..bracket].Trim().Trim('"').Trim() : null;
        var address = bracket >= 0 ? trimmed[(bracket + 1)..^1] : trimmed;
        return new(string.IsNullOrEmpty(name) ? null : name, Check(address, field));
    }

    private static string Check(string address, string field)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || at == address.Length - 1 || at > LongestLocal)
        {
            throw MailErrors.AddressInvalid(field, "'" + address + "'");
        }

        var local = address[..at];
        if (!local.All(char.IsAscii))
        {
            throw MailErrors.AddressNotAscii(field, address);
        }

        var domain = Domains(address[(at + 1)..], field, address);
        var plain = local + "@" + domain;
        return local.All(IsOfName) && !local.StartsWith('.') && !local.EndsWith('.') && !local.Contains("..", StringComparison.Ordinal) && IsDomain(domain) && plain.Length <= LongestAddress
            ? plain
            : throw MailErrors.AddressInvalid(field, "'" + address + "'");
    }

    // Names of domains beyond ASCII have a spelling that every server knows.
    private static string Domains(string domain, string field, string address)
    {
        try
        {
            return domain.All(char.IsAscii) ? domain : new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            throw MailErrors.AddressInvalid(field, "'" + address + "'");
        }
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || Special.Contains(c, StringComparison.Ordinal);

    private static bool IsDomain(string domain) => domain.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') && label[0] != '-' && label[^1] != '-');
}
