using System.Collections.Generic;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Referrals;

/// <summary>Reads a table of referrals.</summary>
internal sealed class ReferralImporter(ImportOptions options) : SideTableImporter<ReferralColumns, ReferralTable>(options, ReferralColumns.Parameter)
{
    private readonly List<GivenReferral> given = [];

    public override ReferralTable Complete() => ReferralList.Of(Name, given);

    protected override ReferralColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => ReferralColumns.Map(mapper);

    protected override void Take(ReferralColumns mapped, SideRow row)
    {
        var referrer = row.Text(mapped.Referrer, column => new("ReferrerMissing", column, "the referrer is empty", "Name who recommended, or leave the row out."));
        var day = row.Day(mapped.Date);
        var referred = row.Text(mapped.Referred);
        if (referred == referrer)
        {
            throw row.Refused(new("ReferralOfOneself", null, $"'{referrer}' refers to '{referred}'", "Nobody is referred by oneself: correct the row, or leave it out."));
        }

        given.Add(new(referrer, day, referred.Length == 0 ? null : referred));
    }
}
