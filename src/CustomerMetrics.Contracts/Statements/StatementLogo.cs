using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A picture over the title of a page, as it stands in the page.</summary>
public sealed record StatementLogo
{
    /// <summary>Such as image/png, as its first bytes tell.</summary>
    public required string ContentType { get; init; }

    public required IReadOnlyList<byte> Content { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ContentType;
}
