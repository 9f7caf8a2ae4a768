using System;
using System.Collections.Generic;
using System.Globalization;

namespace CustomerMetrics;

/// <summary>Which statement is made of records.</summary>
public sealed record RecordStatementQuery
{
    public required IReadOnlyList<RecordTable> Tables { get; init; }

    public string? Title { get; init; }

    /// <summary>In whose numbers and dates the text is written; null writes them as everywhere.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>In which colours a page is shown.</summary>
    public StatementTheme Theme { get; init; }

    /// <summary>The full path of a picture over the title of a page; null shows none.</summary>
    public string? LogoPath { get; init; }

    /// <summary>Records about fewer customers are left out; null shows all.</summary>
    public int? MinimumGroupSize { get; init; }

    /// <summary>For records that tell no as-of date.</summary>
    public DateTime? AsOf { get; init; }
}
