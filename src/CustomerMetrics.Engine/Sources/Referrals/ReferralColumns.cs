namespace CustomerMetrics.Engine.Sources.Referrals;

/// <summary>The places of the columns of a table of referrals; -1 is none.</summary>
internal sealed record ReferralColumns(int Referrer, int Date, int Referred)
{
    public const string Parameter = "-Referral";

    private static readonly string[][] ReferrerNames = [["referrer", "referrerid", "referredby", "recommender", "advocate"], .. ColumnMapper.CustomerNames];

    private static readonly string[][] DateNames = [.. ColumnMapper.DateNames, ["referraldate", "referredat", "referredon"]];

    private static readonly string[][] ReferredNames = [["referred", "referredid", "referredcustomer", "referredcustomerid", "referee", "friend", "newcustomer"]];

    public static ReferralColumns Map(ColumnMapper mapper) => new(
        mapper.Required(null, ReferrerNames, "referrer", Parameter),
        mapper.Required(null, DateNames, "date", Parameter),
        mapper.Recognise(ReferredNames, "referred", Parameter));
}
