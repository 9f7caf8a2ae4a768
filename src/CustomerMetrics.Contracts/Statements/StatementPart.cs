namespace CustomerMetrics;

/// <summary>The sections of a statement, in its order.</summary>
public enum StatementPart
{
    Customers,
    Churn,
    Cohorts,
    Survival,
    Money,
    Revenue,
    Renewals,
    Groups,
    Reasons,
    Journey,
    Acquisition,
    Referral,
    Value,
    Data,
}
