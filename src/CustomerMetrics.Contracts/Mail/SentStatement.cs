using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>That a server has accepted a mail, and for whom. It says nothing of what later servers do with it.</summary>
public sealed record SentStatement
{
    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string From { get; init; }

    /// <summary>Every address that the server accepted, those of Cc and Bcc among them.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    public required string SmtpServer { get; init; }

    public required int Port { get; init; }

    /// <summary>The version of TLS; null when the mail went in the clear.</summary>
    public string? Encryption { get; init; }

    public required long Bytes { get; init; }

    /// <summary>The last words of the server, often the id of its queue.</summary>
    public required string Reply { get; init; }

    /// <summary>How often the server was called until it accepted.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset Date { get; init; }
}
