using System;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>Why the certificate of a server is not valid, in words.</summary>
internal static class SmtpCertificate
{
    /// <returns>Nothing when it is valid.</returns>
    public static string Explain(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string server)
    {
        if (errors is SslPolicyErrors.None)
        {
            return "";
        }

        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server shows none";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "it is for '" + shown.GetNameInfo(X509NameType.DnsName, forIssuer: false) + "' and not for '" + server + "'";
        }

        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? X509ChainStatusFlags.NoError;
        return flags.HasFlag(X509ChainStatusFlags.NotTimeValid) ? "it is valid from " + Day(shown.NotBefore) + " to " + Day(shown.NotAfter)
            : flags.HasFlag(X509ChainStatusFlags.Revoked) ? "it was revoked"
            : flags.HasFlag(X509ChainStatusFlags.UntrustedRoot) || flags.HasFlag(X509ChainStatusFlags.PartialChain) ? "nobody vouches for it whom this machine trusts"
            : "its chain is not valid (" + flags + ")";
    }

    private static string Day(DateTime date) => date.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
