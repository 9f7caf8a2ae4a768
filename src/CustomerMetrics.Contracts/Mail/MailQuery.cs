using System;
using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How a statement becomes a mail. What is null or empty is taken from the mail where one is changed.</summary>
public sealed record MailQuery
{
    /// <summary>Null takes the net number of customers.</summary>
    public string? Subject { get; init; }

    public string? From { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public string? ReplyTo { get; init; }

    /// <summary>Renderings of the statement that are attached.</summary>
    public IReadOnlyList<StatementFormat> Attach { get; init; } = [];

    /// <summary>Full paths of files that are attached.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>What the mail says of when it was written.</summary>
    public required DateTimeOffset Date { get; init; }
}
