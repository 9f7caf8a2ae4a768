namespace CustomerMetrics;

/// <summary>Which customers are asked for: those of one referral rate.</summary>
/// <param name="Rates">What the rate came from.</param>
/// <param name="Line">The rate.</param>
public sealed record ReferralMemberQuery(ReferralRateQuery Rates, ReferralRate Line);
