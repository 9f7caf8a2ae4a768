namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>The beginning of the data, before which sales happened that nobody sees.</summary>
internal static class DataEdge
{
    /// <summary>Refunds so early may belong to a sale before the data begins.</summary>
    public const int RefundDays = 90;

    /// <summary>What cannot be judged at the edge alone is no warning.</summary>
    public static DataSeverity SeverityOf(long found, long early) => found == early ? DataSeverity.Information : DataSeverity.Warning;

    /// <summary>As a sentence of a message; nothing when no refund is early.</summary>
    public static string Describe(long early) => early == 0
        ? ""
        : Errors.Invariant($" {Words.Refunds(early)} in the first {RefundDays} days may belong to sales before the data begins.");
}
