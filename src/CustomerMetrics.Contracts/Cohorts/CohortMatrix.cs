namespace CustomerMetrics;

/// <summary>A cohort as one line. Its properties are added to it, since there is one for each offset: Cohort, Group, Customers, then the rates.</summary>
public sealed class CohortMatrix;
