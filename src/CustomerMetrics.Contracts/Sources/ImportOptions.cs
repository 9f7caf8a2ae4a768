using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CustomerMetrics;

/// <summary>How rows are read. Shared by every way in.</summary>
public sealed record ImportOptions
{
    public ColumnMapping Columns { get; init; } = new();

    /// <summary>Null detects it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Null takes a byte order mark, else UTF-8.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Null reads plain numbers with a decimal point and ISO dates only.</summary>
    public CultureInfo? Culture { get; init; }

    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The reporting zone, into which instants are converted.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The exclusive end of observation; null takes the day after the last row, at most <see cref="Tomorrow"/>.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>The day after today in the reporting zone, read once by the face.</summary>
    public required DateTime Tomorrow { get; init; }

    public RefundRule Refund { get; init; }

    /// <summary>Reads subscriptions by this rule; null reads transactions.</summary>
    public ContractRule? Contract { get; init; }

    /// <summary>The currency of the results; null takes that of the rows.</summary>
    public string? Currency { get; init; }

    /// <summary>Rates into <see cref="Currency"/>; null takes rows of one currency only.</summary>
    public IReadOnlyList<ExchangeRateRow>? ExchangeRates { get; init; }

    /// <summary>Takes rows of several currencies without rates: for a check of the data, since their sums mean nothing.</summary>
    public bool KeepsCurrencies { get; init; }

    public BadRowAction BadRow { get; init; }

    /// <summary>Full path of a CSV that takes the rejected rows.</summary>
    public string? RejectPath { get; init; }

    /// <summary>Round a fifth decimal half away from zero instead of refusing it.</summary>
    public bool RoundAmount { get; init; }

    /// <summary>Keep one of each set of identical rows.</summary>
    public bool DropDuplicate { get; init; }
}
