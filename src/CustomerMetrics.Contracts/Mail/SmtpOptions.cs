using System;
using System.Net;

namespace CustomerMetrics;

/// <summary>The server that takes a mail, and how it is spoken to.</summary>
public sealed record SmtpOptions
{
    /// <summary>The port of submission (RFC 6409).</summary>
    public const int DefaultPort = 587;

    public required string Server { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>Whether a server without STARTTLS is spoken to in the clear.</summary>
    public bool AllowPlaintext { get; init; }

    public NetworkCredential? Credential { get; init; }

    /// <summary>How long any one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often it is tried again while the server has not accepted the mail.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before the first retry; each further one is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(10);
}
