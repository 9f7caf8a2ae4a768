using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Tells referral rates that were written and read back.</summary>
internal static class ReferralLine
{
    private static readonly string[] Needed = [nameof(ReferralRate.Referrers), nameof(ReferralRate.ReferredNew), nameof(ReferralRate.Opening)];

    public static bool IsCopy(PSObject input) => Needed.All(name => input.Properties[name] is not null);
}
