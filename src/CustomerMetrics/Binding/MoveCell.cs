using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Tells cells of migration matrices that were written and read back.</summary>
internal static class MoveCell
{
    private static readonly string[] Needed = [nameof(CustomerMove.From), nameof(CustomerMove.To), nameof(CustomerMove.Direction), nameof(CustomerMove.FromCustomers)];

    public static bool IsCopy(PSObject input) => Needed.All(name => input.Properties[name] is not null);
}
