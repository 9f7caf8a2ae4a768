namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>How the reading of one field ended.</summary>
internal enum FieldStatus
{
    Ok,
    Missing,
    NotReadable,
    Ambiguous,
    Impossible,
    TooManyDecimals,
    OutOfRange,
    CurrencySign,
    NotText,
    HasNul,
    TooLong,
}
