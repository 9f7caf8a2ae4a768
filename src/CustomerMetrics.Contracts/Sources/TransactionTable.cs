namespace CustomerMetrics;

/// <summary>Transactions held in memory.</summary>
public abstract class TransactionTable : CustomerTable
{
    /// <summary>The sum of all rows.</summary>
    public required decimal Amount { get; init; }

    public required decimal Sales { get; init; }

    public required decimal Refunds { get; init; }

    public required long RefundRows { get; init; }

    public required long ZeroRows { get; init; }

    /// <summary>The sum of the cost column; null without one.</summary>
    public required decimal? Cost { get; init; }

    public required long RefundsIgnored { get; init; }

    public required decimal AmountIgnored { get; init; }

    /// <summary>Under the refund rule Original: refunds whose sale was found and their money, and those without one, which stay on their own date.</summary>
    public long RefundsMatched { get; init; }

    public decimal AmountMatched { get; init; }

    public long RefundsUnmatched { get; init; }

    public decimal AmountUnmatched { get; init; }

    public required long RoundedCosts { get; init; }

    public required decimal RoundedCostDifference { get; init; }
}
