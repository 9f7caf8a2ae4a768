using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Tells lines of groups that were written and read back.</summary>
internal static class GroupLine
{
    private static readonly string[] Needed = [nameof(CustomerGroup.Group), nameof(CustomerGroup.Buyers), nameof(CustomerGroup.TotalRevenue), nameof(CustomerGroup.IsTotal)];

    public static bool IsCopy(PSObject input) => Needed.All(name => input.Properties[name] is not null);
}
