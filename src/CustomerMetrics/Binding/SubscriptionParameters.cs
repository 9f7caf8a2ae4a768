namespace CustomerMetrics;

/// <summary>What a cmdlet is told of subscriptions: when a term starts and ends, what its amount is paid for, and when a customer is lost.</summary>
internal interface ISubscriptionParameters
{
    string? StartColumn { get; }

    string? EndColumn { get; }

    string? CancelColumn { get; }

    string? BillingPeriodColumn { get; }

    /// <summary>What all amounts are paid for; null where nobody said it.</summary>
    BillingPeriod? GivenBillingPeriod { get; }

    int GraceDays { get; }

    LossDate LossDate { get; }

    bool IncludesFree { get; }

    bool EndsOnLastDay { get; }
}

/// <summary>What comes of the parameters of subscriptions.</summary>
internal static class SubscriptionParameters
{
    public static void Check(this ISubscriptionParameters given)
    {
        const int most = 3660;
        if (given.GraceDays is < 0 or > most)
        {
            throw new CustomerMetricsException("GraceDaysInvalid", FailureKind.InvalidArgument, $"-GraceDays is {given.GraceDays}.", $"Give a number of days from 0 to {most}.");
        }

        if (given.GivenBillingPeriod is not null && given.BillingPeriodColumn is not null)
        {
            throw new CustomerMetricsException("BillingPeriodTwice", FailureKind.InvalidArgument, "-BillingPeriod says what all amounts are paid for, and -BillingPeriodColumn that each row tells it.", "Give one of them.");
        }
    }

    public static ImportOptions AddTo(this ISubscriptionParameters given, ImportOptions options) => options with
    {
        Columns = options.Columns with { Start = given.StartColumn, End = given.EndColumn, Cancel = given.CancelColumn, BillingPeriod = given.BillingPeriodColumn },
        Contract = new ContractRule
        {
            GraceDays = given.GraceDays,
            LossDate = given.LossDate,
            IncludesFree = given.IncludesFree,
            EndIsLastDay = given.EndsOnLastDay,
            BillingPeriod = given.GivenBillingPeriod,
        },
    };
}
