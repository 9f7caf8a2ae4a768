namespace CustomerMetrics;

/// <summary>What new customers had brought by the end of a month of their own.</summary>
/// <param name="Months">Whole months since the first activity of each customer.</param>
/// <param name="Customers">Those of the cohorts for which these months are over: the figures are about them alone.</param>
/// <param name="Value">Their margin up to then.</param>
/// <param name="PerCustomer">Value by Customers; null where there are none.</param>
/// <param name="IsComplete">Whether these months are over for all customers of the record.</param>
public sealed record AcquisitionPoint(int Months, long Customers, decimal Value, decimal? PerCustomer, bool IsComplete);
