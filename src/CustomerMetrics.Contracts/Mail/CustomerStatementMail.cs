using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A statement as a mail: what any sender asks for, under the names that senders use.</summary>
public sealed record CustomerStatementMail
{
    /// <summary>The net number of customers, or what was given.</summary>
    public required string Subject { get; init; }

    /// <summary>A page of tables with the style inside, without pictures, which old mail programs show as well.</summary>
    public required string HtmlBody { get; init; }

    /// <summary>The same as plain text.</summary>
    public required string TextBody { get; init; }

    public string? From { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>Recipients who are told to the server alone.</summary>
    public IReadOnlyList<string> Bcc { get; init; } = [];

    public string? ReplyTo { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Made of the contents and the addresses, so that the same mail has the same id whenever it is made.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>The tables of the statement for which the page of the mail had no room.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The period that the subject speaks of; null when no period is complete.</summary>
    public string? Period { get; init; }

    public required DateTime AsOf { get; init; }

    public required ActivityRule? ActivityRule { get; init; }

    public string? Currency { get; init; }
}
