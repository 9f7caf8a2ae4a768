using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Tells returns on acquisition that were written and read back.</summary>
internal static class AcquisitionLine
{
    private static readonly string[] Needed = [nameof(AcquisitionReturn.Channel), nameof(AcquisitionReturn.Cohort), nameof(AcquisitionReturn.NewCustomers), nameof(AcquisitionReturn.Cac)];

    public static bool IsCopy(PSObject input) => Needed.All(name => input.Properties[name] is not null);
}
