using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A file that goes with a mail.</summary>
public sealed record MailAttachment
{
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required IReadOnlyList<byte> Content { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
