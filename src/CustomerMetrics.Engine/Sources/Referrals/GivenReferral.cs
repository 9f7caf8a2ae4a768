namespace CustomerMetrics.Engine.Sources.Referrals;

/// <summary>A referral.</summary>
/// <param name="Referrer">Who recommended.</param>
/// <param name="Day">When.</param>
/// <param name="Referred">To whom; null where nobody came of it.</param>
internal sealed record GivenReferral(string Referrer, int Day, string? Referred);
